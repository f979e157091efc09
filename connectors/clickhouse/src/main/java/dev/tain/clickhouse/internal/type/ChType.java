package dev.tain.clickhouse.internal.type;

import java.util.ArrayList;
import java.util.List;

/**
 * A ClickHouse type as the server spells it: its name, and between parentheses what it is made of, types or texts
 * alike.
 */
public record ChType(String name, List<ChType> parts) {
    public ChType {
        parts = List.copyOf(parts);
    }

    public static ChType of(String name, ChType... parts) {
        return new ChType(name, List.of(parts));
    }

    /** Reads the server's spelling, such as {@code Array(Nullable(DateTime64(6, 'UTC')))}. */
    public static ChType parse(String text) {
        Parser parser = new Parser(text);
        ChType type = parser.type();
        if (parser.at != text.length()) {
            throw new IllegalArgumentException("not a ClickHouse type: " + text);
        }
        return type;
    }

    public boolean is(String wanted) {
        return name.equals(wanted);
    }

    public boolean isNullable() {
        return is("Nullable") || (is("LowCardinality") && parts.getFirst().isNullable());
    }

    /** Without what only says how it is stored or that it may be NULL. */
    public ChType bare() {
        return is("Nullable") || is("LowCardinality") || is("SimpleAggregateFunction")
                ? parts.getLast().bare()
                : this;
    }

    /** The number that is written as a part. */
    int number(int part) {
        return Integer.parseInt(parts.get(part).name);
    }

    @Override
    public String toString() {
        return parts.isEmpty()
                ? name
                : name + "("
                        + String.join(", ", parts.stream().map(ChType::toString).toList()) + ")";
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        ChType type() {
            skipBlanks();
            String name = word();
            List<ChType> parts = new ArrayList<>();
            if (at < text.length() && text.charAt(at) == '(') {
                do {
                    at++;
                    parts.add(type());
                    skipBlanks();
                } while (at < text.length() && text.charAt(at) == ',');
                if (at >= text.length() || text.charAt(at++) != ')') {
                    throw new IllegalArgumentException("not a ClickHouse type: " + text);
                }
            }
            return new ChType(name, parts);
        }

        private void skipBlanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        /** Up to the next parenthesis or comma that is not within quotes. */
        private String word() {
            int start = at;
            boolean quoted = false;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (quoted && c == '\\') {
                    at++;
                } else if (c == '\'') {
                    quoted = !quoted;
                } else if (!quoted && (c == '(' || c == ')' || c == ',')) {
                    break;
                }
            }
            return text.substring(start, at).strip();
        }
    }
}
