package dev.tain.clickhouse.internal.apply;

import java.util.ArrayList;
import java.util.List;

/** Reads what the server tells of a table's engine, such as {@code Distributed('c', 'db', 't', id)}. */
final class EngineText {
    private EngineText() {}

    /** The arguments as they are written, without blanks around them; none when there are no parentheses. */
    static List<String> arguments(String text) {
        int open = text.indexOf('(');
        int blank = text.indexOf(' ');
        return open < 0 || (blank >= 0 && blank < open) ? List.of() : list(text.substring(open + 1));
    }

    /** What stands between the commas, up to the parenthesis that was open before the text began. */
    static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        int at = 0;
        for (; at < text.length() && depth >= 0; at++) {
            char c = text.charAt(at);
            if (c == '\'' || c == '`' || c == '"') {
                at = SqlText.quoteEnd(text, at) - 1;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(from, at).strip());
                from = at + 1;
            }
        }
        String last = text.substring(from, depth < 0 ? at - 1 : at).strip();
        if (!last.isEmpty()) {
            parts.add(last);
        }
        return parts;
    }

    /** A name or a text without its quotes. */
    static String bare(String part) {
        boolean quoted = part.length() > 1 && "'`\"".indexOf(part.charAt(0)) >= 0;
        return quoted ? SqlText.unescaped(part.substring(1, part.length() - 1)) : part;
    }

    static boolean isText(String part) {
        return part.startsWith("'");
    }
}
