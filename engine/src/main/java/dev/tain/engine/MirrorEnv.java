package dev.tain.engine;

import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of a mirror's {@code env} that have an effect. Their names begin with {@link #OURS}, and an unknown one
 * of that beginning is refused; all others are kept and given back only.
 */
public final class MirrorEnv {
    /** What the names of {@code env}'s entries have before them in {@link MirrorConfig#unused}. */
    public static final String PREFIX = "env.";

    private static final String OURS = "TAIN_";
    /** Each names the option that it gives to every table. */
    private static final Map<String, String> FLAGS = Map.of(
            "TAIN_CURRENT_VIEWS", MappedTable.CURRENT_VIEW,
            "TAIN_AS_OF_VIEWS", MappedTable.AS_OF_VIEW);

    private static final Set<String> YES = Set.of("true", "t", "1", "yes", "on");
    private static final Set<String> NO = Set.of("false", "f", "0", "no", "off");

    private MirrorEnv() {}

    /** Options for every table of the mirror. */
    public static Map<String, String> tableOptions(MirrorConfig config) {
        Map<String, String> options = new HashMap<>();
        FLAGS.forEach((name, option) -> Optional.ofNullable(config.unused().get(PREFIX + name))
                .flatMap(MirrorEnv::flag)
                .ifPresent(flag -> options.put(option, flag.toString())));
        return options;
    }

    private static Optional<Boolean> flag(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Optional.of(true) : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }

    /** Entries that cannot be understood. */
    public static List<Problem> problems(MirrorConfig config) {
        List<Problem> problems = new ArrayList<>();
        config.unused().forEach((key, text) -> {
            String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : "";
            if (!name.startsWith(OURS)) {
                return;
            }
            if (!FLAGS.containsKey(name)) {
                problems.add(new Problem(
                        ErrorCode.MIRROR_INVALID,
                        "env." + name,
                        "there is no setting " + name + " of a mirror",
                        "name one of "
                                + String.join(
                                        ", ", FLAGS.keySet().stream().sorted().toList())));
            } else if (flag(text).isEmpty()) {
                problems.add(new Problem(
                        ErrorCode.MIRROR_INVALID,
                        "env." + name,
                        "env " + name + " is neither true nor false: " + text,
                        "write true or false"));
            }
        });
        return problems;
    }
}
