package dev.tain.clickhouse.internal.type;

/** Writes values that may be NULL, behind the byte that says so where the type has one. */
public record NullableValue(ValueEncoder encoder, boolean nullable) {

    /** @param length of the value in bytes; negative when it is NULL */
    public void write(byte[] in, int at, int length, Out out) {
        if (!nullable) {
            if (length < 0) {
                encoder.encodeDefault(out);
            } else {
                encoder.encode(in, at, length, out);
            }
            return;
        }
        int mark = out.size();
        out.i8(0);
        if (length < 0 || !encoder.encodeIfAny(in, at, length, out)) {
            out.rewind(mark);
            out.i8(1);
        }
    }

    /** Writes NULL, or what stands for it. */
    public void writeNull(Out out) {
        if (nullable) {
            out.i8(1);
        } else {
            encoder.encodeDefault(out);
        }
    }
}
