package dev.tain.clickhouse.internal.type;

import java.nio.charset.StandardCharsets;

/** Texts into the server's own JSON type, which holds objects only. */
final class JsonEncoder implements ValueEncoder {
    private final ValueEncoder text;
    private final Out scratch = new Out();

    /** @param text writes the value as a String */
    JsonEncoder(ValueEncoder text) {
        this.text = text;
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        scratch.clear();
        text.encode(in, at, length, scratch);
        int bytes = Stored.length(scratch.bytes(), 0);
        int first = scratch.size() - bytes;
        int i = first;
        while (i < scratch.size() && scratch.bytes()[i] <= ' ' && scratch.bytes()[i] >= 0) {
            i++;
        }
        if (i == scratch.size() || scratch.bytes()[i] != '{') {
            throw new IllegalArgumentException("it is not an object, and the type holds objects only");
        }
        out.string(scratch.bytes(), first, bytes);
    }

    @Override
    public void encodeDefault(Out out) {
        byte[] none = "{}".getBytes(StandardCharsets.UTF_8);
        out.string(none, 0, none.length);
    }
}
