package dev.tain.clickhouse.internal.http;

import java.util.ArrayList;
import java.util.List;

/** Reads rows of text with tabs between the values. */
final class Tsv {
    private Tsv() {}

    static List<List<String>> parse(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
                List<String> values = new ArrayList<>();
                for (String value : line.split("\t", -1)) {
                    values.add(value.indexOf('\\') < 0 || value.equals("\\N") ? value : unescape(value));
                }
                rows.add(List.copyOf(values));
            }
        }
        return rows;
    }

    private static String unescape(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                text.append(
                        switch (next) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case '0' -> '\0';
                            default -> next;
                        });
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
