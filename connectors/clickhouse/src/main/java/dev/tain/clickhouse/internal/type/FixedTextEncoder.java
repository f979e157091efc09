package dev.tain.clickhouse.internal.type;

/** Texts of at most so many bytes, filled up with zeros. */
final class FixedTextEncoder implements ValueEncoder {
    private final int width;

    FixedTextEncoder(int width) {
        this.width = width;
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        if (length > width) {
            throw new IllegalArgumentException(
                    "a text of " + length + " bytes does not fit FixedString(" + width + ")");
        }
        out.raw(in, at, length);
        out.zeros(width - length);
    }

    @Override
    public void encodeDefault(Out out) {
        out.zeros(width);
    }
}
