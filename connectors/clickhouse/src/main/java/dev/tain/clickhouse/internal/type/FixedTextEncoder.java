package dev.tain.clickhouse.internal.type;

/** Texts of at most so many bytes, filled up with zeros. */
final class FixedTextEncoder implements ValueEncoder {
    private final ValueEncoder text;
    private final int width;
    private final Out scratch = new Out();

    /** @param text writes the value as a String */
    FixedTextEncoder(ValueEncoder text, int width) {
        this.text = text;
        this.width = width;
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        scratch.clear();
        text.encode(in, at, length, scratch);
        int bytes = Stored.length(scratch.bytes(), 0);
        if (bytes > width) {
            throw new IllegalArgumentException("a text of " + bytes + " bytes is longer than it");
        }
        out.raw(scratch.bytes(), scratch.size() - bytes, bytes);
        out.zeros(width - bytes);
    }

    @Override
    public void encodeDefault(Out out) {
        out.zeros(width);
    }
}
