package dev.tain.clickhouse.internal.pg;

/** Values that are made of others. */
final class NestedTexts {
    private static final int EMPTY = 1;
    private static final int LOWER_INCLUDED = 2;
    private static final int UPPER_INCLUDED = 4;
    private static final int LOWER_UNBOUNDED = 8;
    private static final int UPPER_UNBOUNDED = 16;
    private static final int HEADER = 12;
    private static final int DIMENSION = 8;

    private NestedTexts() {}

    // ---- arrays: number of dimensions, whether there are NULLs, the element's type, size and lower bound of each
    // dimension, then the elements in order

    static void array(PgType element, byte[] in, int at, StringBuilder to) {
        int dimensions = In.i32(in, at);
        if (dimensions == 0) {
            to.append("{}");
            return;
        }
        int[] sizes = new int[dimensions];
        boolean usual = true;
        StringBuilder bounds = new StringBuilder();
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = In.i32(in, at + HEADER + DIMENSION * i);
            int lower = In.i32(in, at + HEADER + DIMENSION * i + 4);
            usual &= lower == 1;
            bounds.append('[')
                    .append(lower)
                    .append(':')
                    .append(lower + sizes[i] - 1)
                    .append(']');
        }
        to.append(usual ? "" : bounds.append('='));
        new ArrayText(element, in, sizes, at + HEADER + DIMENSION * dimensions, to).dimension(0);
    }

    private static final class ArrayText {
        private final PgType element;
        private final byte[] in;
        private final int[] sizes;
        private final StringBuilder to;
        private int field;

        ArrayText(PgType element, byte[] in, int[] sizes, int field, StringBuilder to) {
            this.element = element;
            this.in = in;
            this.sizes = sizes;
            this.field = field;
            this.to = to;
        }

        void dimension(int depth) {
            char separator = element.is(PgType.Kind.BOX) ? ';' : ',';
            to.append('{');
            for (int i = 0; i < sizes[depth]; i++) {
                if (i > 0) {
                    to.append(separator);
                }
                if (depth + 1 < sizes.length) {
                    dimension(depth + 1);
                } else {
                    element(separator);
                }
            }
            to.append('}');
        }

        private void element(char separator) {
            int length = In.i32(in, field);
            if (length < 0) {
                to.append("NULL");
                field += 4;
                return;
            }
            String text = TextForms.of(element, in, field + 4, length);
            field += 4 + length;
            boolean quoted = text.isEmpty() || text.equalsIgnoreCase("NULL") || hasAny(text, "\"\\{}" + separator);
            if (quoted) {
                escaped(text, "\\", to);
            } else {
                to.append(text);
            }
        }
    }

    /** The binary form is an array's. */
    static void list(PgType element, byte[] in, int at, StringBuilder to) {
        int count = In.i32(in, at) == 0 ? 0 : In.i32(in, at + HEADER);
        int field = at + HEADER + DIMENSION;
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : " ");
            int length = In.i32(in, field);
            TextForms.append(element, in, field + 4, length, to);
            field += 4 + length;
        }
    }

    // ---- ranges: flags, then the bounds that there are

    static void range(PgType bound, byte[] in, int at, StringBuilder to) {
        int flags = in[at];
        if ((flags & EMPTY) != 0) {
            to.append("empty");
            return;
        }
        to.append((flags & LOWER_INCLUDED) == 0 ? '(' : '[');
        int field = at + 1;
        if ((flags & LOWER_UNBOUNDED) == 0) {
            bound(bound, in, field, to);
            field += 4 + In.i32(in, field);
        }
        to.append(',');
        if ((flags & UPPER_UNBOUNDED) == 0) {
            bound(bound, in, field, to);
        }
        to.append((flags & UPPER_INCLUDED) == 0 ? ')' : ']');
    }

    private static void bound(PgType type, byte[] in, int field, StringBuilder to) {
        String text = TextForms.of(type, in, field + 4, In.i32(in, field));
        if (text.isEmpty() || hasAny(text, "\"\\()[],")) {
            escaped(text, "", to);
        } else {
            to.append(text);
        }
    }

    static void multirange(PgType bound, byte[] in, int at, StringBuilder to) {
        int count = In.i32(in, at);
        int field = at + 4;
        to.append('{');
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : ",");
            range(bound, in, field + 4, to);
            field += 4 + In.i32(in, field);
        }
        to.append('}');
    }

    // ---- composite types: number of attributes, then of each its type's number and its value

    static void composite(PgType type, byte[] in, int at, StringBuilder to) {
        int count = In.i32(in, at);
        if (count != type.parts().size()) {
            throw new IllegalArgumentException("it has " + count + " attributes, but its type had "
                    + type.parts().size() + " when the mirror began to read it");
        }
        int field = at + 4;
        to.append('(');
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : ",");
            int length = In.i32(in, field + 4);
            if (length >= 0) {
                attribute(TextForms.of(type.parts().get(i), in, field + 8, length), to);
            }
            field += 8 + Math.max(0, length);
        }
        to.append(')');
    }

    private static void attribute(String text, StringBuilder to) {
        if (text.isEmpty() || hasAny(text, "\"\\(),")) {
            escaped(text, "", to);
        } else {
            to.append(text);
        }
    }

    // ---- maps: a count, then key and value

    static void hstore(byte[] in, int at, StringBuilder to) {
        int count = In.i32(in, at);
        int field = at + 4;
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : ", ");
            int key = In.i32(in, field);
            escaped(TextForms.utf8(in, field + 4, key), "\\", to);
            to.append("=>");
            field += 4 + key;
            int value = In.i32(in, field);
            if (value < 0) {
                to.append("NULL");
            } else {
                escaped(TextForms.utf8(in, field + 4, value), "\\", to);
            }
            field += 4 + Math.max(0, value);
        }
    }

    // ---- quotes

    private static boolean hasAny(String text, String special) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || (c >= '\t' && c <= '\r') || special.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** @param escape what stands before a quote or a backslash; empty when they are doubled */
    private static void escaped(String text, String escape, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                to.append(escape.isEmpty() ? String.valueOf(c) : escape);
            }
            to.append(c);
        }
        to.append('"');
    }
}
