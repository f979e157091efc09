package dev.tain.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words behind a benchmark's name: {@code --name value}, or {@code --name} alone for yes. */
record Options(Map<String, String> values) {
    private static final String YES = "yes";

    /** @throws IllegalArgumentException for a word that is none of the known options */
    static Options parse(List<String> words, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        String name = "";
        for (String word : words) {
            if (word.startsWith("--")) {
                name = word.substring(2);
                if (!known.contains(name)) {
                    throw new IllegalArgumentException("there is no option " + word + "; there are " + known);
                }
                values.put(name, YES);
            } else if (name.isEmpty()) {
                throw new IllegalArgumentException("'" + word + "' belongs to no option; there are " + known);
            } else {
                values.put(name, word);
                name = "";
            }
        }
        return new Options(Map.copyOf(values));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** A list with commas between its elements. */
    List<String> list(String name, List<String> otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : List.of(value.split(","));
    }
}
