package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.TextForms;
import java.nio.charset.StandardCharsets;

/** JSON texts of what is not one by itself. */
final class JsonTexts {
    private static final int HEADER = 12;
    private static final int DIMENSION = 8;

    private JsonTexts() {}

    /** A map of texts: a count, then key and value. */
    static String ofMap(byte[] in, int at) {
        int count = In.i32(in, at);
        StringBuilder json = new StringBuilder("{");
        int field = at + 4;
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            int key = In.i32(in, field);
            quoted(in, field + 4, key, json);
            json.append(':');
            field += 4 + key;
            int value = In.i32(in, field);
            if (value < 0) {
                json.append("null");
            } else {
                quoted(in, field + 4, value, json);
            }
            field += 4 + Math.max(0, value);
        }
        return json.append('}').toString();
    }

    /** One JSON array of an array of JSON values, of as many dimensions; NULL is {@code null}. */
    static String ofArray(PgType element, byte[] in, int at) {
        int dimensions = In.i32(in, at);
        StringBuilder json = new StringBuilder();
        if (dimensions == 0) {
            return "[]";
        }
        new ArrayJson(element, in, at, json).dimension(0, at + HEADER + DIMENSION * dimensions);
        return json.toString();
    }

    /** @param at where the array begins */
    private record ArrayJson(PgType element, byte[] in, int at, StringBuilder json) {
        /** Returns where the next element is. */
        int dimension(int depth, int from) {
            int count = In.i32(in, at + HEADER + DIMENSION * depth);
            boolean isInnermost = depth + 1 == In.i32(in, at);
            int field = from;
            json.append('[');
            for (int i = 0; i < count; i++) {
                json.append(i == 0 ? "" : ",");
                field = isInnermost ? value(field) : dimension(depth + 1, field);
            }
            json.append(']');
            return field;
        }

        private int value(int field) {
            int length = In.i32(in, field);
            json.append(length < 0 ? "null" : TextForms.of(element, in, field + 4, length));
            return field + 4 + Math.max(0, length);
        }
    }

    private static void quoted(byte[] in, int at, int length, StringBuilder json) {
        String text = new String(in, at, length, StandardCharsets.UTF_8);
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
