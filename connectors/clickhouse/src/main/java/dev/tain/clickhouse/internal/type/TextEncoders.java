package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.PgType.Kind;
import dev.tain.clickhouse.internal.pg.TextForms;

/** How values are written into texts. */
final class TextEncoders {
    private TextEncoders() {}

    static ValueEncoder of(PgType from) {
        return switch (from.kind()) {
            case TEXT, ENUM, JSON, BYTEA -> new PlainEncoders.Text(0, "");
            case JSONB, VERSIONED -> new PlainEncoders.Text(1, "");
            case BOOL -> new RenderedTextEncoder((in, at, length) -> in[at] == 0 ? "false" : "true", "");
            case POINT -> new RenderedTextEncoder((in, at, length) -> TextForms.wellKnownPoint(in, at), "");
            case HSTORE -> new RenderedTextEncoder((in, at, length) -> JsonTexts.ofMap(in, at), "");
            case ARRAY -> {
                PgType element = from.element();
                yield isJson(element)
                        ? new RenderedTextEncoder((in, at, length) -> JsonTexts.ofArray(element, in, at), "")
                        : RenderedTextEncoder.ofSource(from);
            }
            default -> RenderedTextEncoder.ofSource(from);
        };
    }

    /** What a text of the value does not tell; empty when nothing. */
    static String loss(PgType from) {
        if (!from.isKnown()) {
            return "what its type's maker alone can read arrives as bytes in hexadecimal digits, not as its text";
        }
        return switch (from.kind()) {
            case ARRAY -> isJson(from.element()) ? "elements that are NULL become null, and lower bounds are lost" : "";
            case UINT4 -> from.name().startsWith("reg") ? "the object's number arrives, not its name" : "";
            default -> "";
        };
    }

    private static boolean isJson(PgType type) {
        return type.is(Kind.JSON) || type.is(Kind.JSONB);
    }
}
