package dev.tain.clickhouse.internal.type;

/** Values in the text form that PostgreSQL gives them. */
final class RenderedTextEncoder implements ValueEncoder {
    private final PgType type;

    RenderedTextEncoder(PgType type) {
        this.type = type;
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        out.string(TextForms.of(type, in, at, length));
    }

    @Override
    public void encodeDefault(Out out) {
        out.i8(0);
    }
}
