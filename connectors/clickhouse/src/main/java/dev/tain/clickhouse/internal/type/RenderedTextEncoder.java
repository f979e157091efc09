package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.TextForms;

/** Values as texts that are made of them. */
final class RenderedTextEncoder implements ValueEncoder {
    /** Makes the text of a value. */
    @FunctionalInterface
    interface Rendering {
        String of(byte[] in, int at, int length);
    }

    private final Rendering rendering;
    private final String none;

    /** @param none what stands for NULL in a column that has none */
    RenderedTextEncoder(Rendering rendering, String none) {
        this.rendering = rendering;
        this.none = none;
    }

    /** In the text form that the source gives them. */
    static RenderedTextEncoder ofSource(PgType type) {
        return new RenderedTextEncoder((in, at, length) -> TextForms.of(type, in, at, length), "");
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        out.string(rendering.of(in, at, length));
    }

    @Override
    public void encodeDefault(Out out) {
        out.string(none);
    }
}
