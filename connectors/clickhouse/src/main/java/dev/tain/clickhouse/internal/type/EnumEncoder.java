package dev.tain.clickhouse.internal.type;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Texts, into an enumeration of the server's; one that it does not have is refused. */
final class EnumEncoder implements ValueEncoder {
    private final ChType to;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int first;
    private final boolean wide;

    EnumEncoder(ChType to) {
        this.to = to;
        this.wide = to.is("Enum16");
        int lowest = Integer.MAX_VALUE;
        for (ChType part : to.parts()) {
            int equals = part.name().lastIndexOf('=');
            int number = Integer.parseInt(part.name().substring(equals + 1).strip());
            numbers.put(label(part.name().substring(0, equals).strip()), number);
            lowest = Math.min(lowest, number);
        }
        this.first = lowest;
    }

    /** Without its quotes, and without the signs that stand before special ones. */
    private static String label(String quoted) {
        StringBuilder label = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                char next = quoted.charAt(++i);
                c = switch (next) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case '0' -> '\0';
                    default -> next;
                };
            }
            label.append(c);
        }
        return label.toString();
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        Integer number = numbers.get(new String(in, at, length, StandardCharsets.UTF_8));
        if (number == null) {
            throw new IllegalArgumentException(
                    to.name() + " has no such label; add it with ALTER TABLE ... MODIFY COLUMN");
        }
        write(number, out);
    }

    @Override
    public void encodeDefault(Out out) {
        write(first, out);
    }

    private void write(int number, Out out) {
        if (wide) {
            out.i16(number);
        } else {
            out.i8(number);
        }
    }
}
