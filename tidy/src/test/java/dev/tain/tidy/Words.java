package dev.tain.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that have another name here, found in running text and inside names such as {@code sinkTable}. */
final class Words {
    /** Word to the word that we use instead; see the glossary in docs/architecture.md. */
    private static final Map<String, String> FORBIDDEN = Map.ofEntries(
            Map.entry("datasource", "peer"),
            Map.entry("sink", "destination"),
            Map.entry("dest", "destination"),
            Map.entry("target", "destination"),
            Map.entry("flow", "mirror"),
            Map.entry("job", "mirror"),
            Map.entry("pipeline", "mirror"),
            Map.entry("backfill", "snapshot"),
            Map.entry("rowmap", "change event"),
            Map.entry("ack", "confirm"),
            Map.entry("acked", "confirmed"),
            Map.entry("normalize", "apply"));

    /** Wrong in a name only: the verb is fine in a sentence. */
    private static final Map<String, String> FORBIDDEN_NAMES = Map.of("split", "chunk");

    /** Runs of letters in one case, or an upper-case letter with the lower-case ones after it. */
    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

    private Words() {}

    /** Complaints about a name that our code declares, one for each forbidden word in it. */
    static List<String> inName(String name) {
        List<String> complaints = complaints(name, FORBIDDEN_NAMES);
        complaints.addAll(inText(name));
        return complaints;
    }

    /** Complaints about a text, one for each forbidden word in it. */
    static List<String> inText(String text) {
        return complaints(text, FORBIDDEN);
    }

    private static List<String> complaints(String text, Map<String, String> forbidden) {
        List<String> complaints = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            String ours = forbidden.getOrDefault(word, forbidden.get(singular(word)));
            if (ours != null) {
                complaints.add("'" + matcher.group() + "': the word here is " + ours);
            }
        }
        return complaints;
    }

    private static String singular(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
