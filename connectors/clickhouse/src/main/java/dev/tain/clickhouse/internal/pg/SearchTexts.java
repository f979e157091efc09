package dev.tain.clickhouse.internal.pg;

/** Documents and questions of text search. */
final class SearchTexts {
    private static final int POSITION_BITS = 14;
    private static final int POSITION = (1 << POSITION_BITS) - 1;
    private static final String WEIGHTS = "DCBA";

    private SearchTexts() {}

    /** A count; of each word its text, ended by a zero, and its places, each with a weight in the upper two bits. */
    static void vector(byte[] in, int at, StringBuilder to) {
        int words = In.i32(in, at);
        int next = at + 4;
        for (int i = 0; i < words; i++) {
            to.append(i == 0 ? "" : " ");
            int end = end(in, next);
            word(TextForms.utf8(in, next, end - next), to);
            int places = In.i16(in, end + 1) & 0xFFFF;
            next = end + 3;
            for (int p = 0; p < places; p++) {
                int place = In.i16(in, next) & 0xFFFF;
                to.append(p == 0 ? ":" : ",").append(place & POSITION);
                if (place >> POSITION_BITS != 0) { // D is the usual weight, and not shown
                    to.append(WEIGHTS.charAt(place >> POSITION_BITS));
                }
                next += 2;
            }
        }
    }

    static void query(byte[] in, int at, StringBuilder to) {
        if (In.i32(in, at) > 0) {
            Query query = new Query(in, at + 4);
            to.append(query.next(-1, false));
        }
    }

    private static int end(byte[] in, int at) {
        int end = at;
        while (in[end] != 0) {
            end++;
        }
        return end;
    }

    private static void word(String word, StringBuilder to) {
        to.append('\'').append(word.replace("\\", "\\\\").replace("'", "''")).append('\'');
    }

    /** Items in the order operator, right side, left side; read from the first to the last. */
    private static final class Query {
        private static final int VALUE = 1;
        private static final int NOT = 1;
        private static final int AND = 2;
        private static final int PHRASE = 4;

        private final byte[] in;
        private int at;

        Query(byte[] in, int at) {
            this.in = in;
            this.at = at;
        }

        String next(int around, boolean rightOfPhrase) {
            return in[at++] == VALUE ? value() : operator(around, rightOfPhrase);
        }

        private String value() {
            int weights = in[at];
            boolean isPrefix = in[at + 1] != 0;
            int end = end(in, at + 2);
            StringBuilder text = new StringBuilder();
            word(TextForms.utf8(in, at + 2, end - at - 2), text);
            at = end + 1;
            if (weights != 0 || isPrefix) {
                text.append(isPrefix ? ":*" : ":");
                for (int weight = WEIGHTS.length() - 1; weight >= 0; weight--) {
                    text.append((weights >> weight & 1) == 0 ? "" : WEIGHTS.charAt(weight));
                }
            }
            return text.toString();
        }

        private String operator(int around, boolean rightOfPhrase) {
            int operator = in[at++];
            int priority = priority(operator);
            if (operator == NOT) {
                String text = "!" + next(priority, false);
                return priority < around ? "( " + text + " )" : text;
            }
            String between = operator == PHRASE ? distance() : operator == AND ? " & " : " | ";
            String right = next(priority, operator == PHRASE);
            String text = next(priority, false) + between + right;
            boolean inParentheses = priority < around || (operator == PHRASE && rightOfPhrase);
            return inParentheses ? "( " + text + " )" : text;
        }

        private String distance() {
            int words = In.i16(in, at);
            at += 2;
            return words == 1 ? " <-> " : " <" + words + "> ";
        }

        private static int priority(int operator) {
            return switch (operator) {
                case NOT -> 4;
                case PHRASE -> 3;
                case AND -> 2;
                default -> 1;
            };
        }
    }
}
