package dev.tain.clickhouse.internal.apply;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Looks into expressions that a user wrote, as far as must be known before the server sees them. */
final class SqlText {
    private SqlText() {}

    /** The offset behind the quoted part that begins at {@code at}; the text's end when it does not end. */
    static int quoteEnd(String text, int at) {
        int closing = closing(text, at);
        return closing < 0 ? text.length() : closing + 1;
    }

    private static int closing(String text, int at) {
        char quote = text.charAt(at);
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    static String unescaped(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            text.append(c == '\\' && i + 1 < quoted.length() ? quoted.charAt(++i) : c);
        }
        return text.toString();
    }

    /** The words of an expression: names of columns and functions, quoted ones without their quotes. */
    static Set<String> words(String expression) {
        Set<String> words = new LinkedHashSet<>();
        for (int at = 0; at < expression.length(); ) {
            char c = expression.charAt(at);
            int end = at + 1;
            if (c == '\'' || c == '`' || c == '"') {
                end = quoteEnd(expression, at);
                if (c != '\'') {
                    words.add(unescaped(expression.substring(at + 1, Math.max(at + 1, end - 1))));
                }
            } else if (Character.isLetter(c) || c == '_') {
                while (end < expression.length() && isWord(expression.charAt(end))) {
                    end++;
                }
                words.add(expression.substring(at, end));
            }
            at = end;
        }
        return words;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** Why a text cannot stand as one expression within a statement; empty when it can, as far as is seen here. */
    static Optional<String> fault(String expression) {
        int depth = 0;
        for (int at = 0; at < expression.length(); at++) {
            char c = expression.charAt(at);
            if (c == '\'' || c == '`' || c == '"') {
                at = closing(expression, at);
                if (at < 0) {
                    return Optional.of("a quote is not closed");
                }
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth < 0) {
                return Optional.of("a parenthesis is closed that was not opened");
            } else if (c == ';' || c == '#' || expression.startsWith("--", at) || expression.startsWith("/*", at)) {
                return Optional.of("it has a comment or the end of a statement in it");
            }
        }
        return depth == 0 ? Optional.empty() : Optional.of("a parenthesis is not closed");
    }
}
