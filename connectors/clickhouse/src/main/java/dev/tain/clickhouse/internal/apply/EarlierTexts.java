package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes PostgreSQL's texts of arrays and maps apart. */
final class EarlierTexts {
    private final String text;
    private int at;

    private EarlierTexts(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The elements of an array in their order, whatever its dimensions are; null for NULL. */
    static List<@Nullable String> elementsOf(String array) {
        List<@Nullable String> elements = new ArrayList<>();
        EarlierTexts texts = new EarlierTexts(array, array.indexOf('{'));
        while (texts.at < array.length()) {
            if ("{},".indexOf(array.charAt(texts.at)) >= 0) {
                texts.at++;
            } else {
                elements.add(texts.value("{},"));
            }
        }
        return elements;
    }

    /** The text of a hstore as a map of the server's. */
    static String mapOfHstore(String hstore) {
        List<String> pairs = new ArrayList<>();
        EarlierTexts texts = new EarlierTexts(hstore, 0);
        while (texts.at < hstore.length()) {
            String key = Identifiers.literal(String.valueOf(texts.value("=")));
            texts.at += "=>".length();
            String value = texts.value(",");
            pairs.add(key + ", " + (value == null ? "NULL" : Identifiers.literal(value)));
            texts.at += ", ".length();
        }
        return "map(" + String.join(", ", pairs) + ")";
    }

    /** What stands up to one of these, or within quotes; null for NULL. */
    private @Nullable String value(String ends) {
        StringBuilder value = new StringBuilder();
        boolean isQuoted = text.charAt(at) == '"';
        at += isQuoted ? 1 : 0;
        while (at < text.length() && (isQuoted ? text.charAt(at) != '"' : ends.indexOf(text.charAt(at)) < 0)) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            value.append(text.charAt(at++));
        }
        at += isQuoted ? 1 : 0;
        return !isQuoted && value.toString().equals("NULL") ? null : value.toString();
    }
}
