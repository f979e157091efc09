package dev.tain.engine.core;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.RowBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Keys of rows as people read them: the values of the key's columns in parentheses, rare types as bytes. */
public final class KeyTexts {
    private static final int MOST_CHARS = 100;

    private KeyTexts() {}

    public static String of(RowBuffer rows, int image) {
        List<String> texts = new ArrayList<>();
        for (int index : rows.schema().keyIndexes()) {
            Column column = rows.schema().columns().get(index);
            int field = rows.field(image, index);
            int length = rows.length(field);
            texts.add(length < 0 ? "NULL" : cut(text(column, ByteBuffer.wrap(rows.bytes(), field + 4, length))));
        }
        return "(" + String.join(", ", texts) + ")";
    }

    private static String cut(String text) {
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "..." : text;
    }

    private static String text(Column column, ByteBuffer value) {
        if (column.encoding() == Encoding.TEXT) {
            return string(value);
        }
        String type = column.type().replaceAll("\\(.*\\)", "");
        return switch (type) {
            case "smallint" -> Short.toString(value.getShort());
            case "integer" -> Integer.toString(value.getInt());
            case "bigint" -> Long.toString(value.getLong());
            case "boolean" -> Boolean.toString(value.get() != 0);
            case "uuid" -> new UUID(value.getLong(), value.getLong()).toString();
            case "text", "character varying", "character", "name" -> string(value);
            default -> {
                byte[] bytes = new byte[value.remaining()];
                value.get(bytes);
                yield "\\x" + HexFormat.of().formatHex(bytes);
            }
        };
    }

    private static String string(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value).toString();
    }
}
