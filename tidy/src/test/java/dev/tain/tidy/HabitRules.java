package dev.tain.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Habits that don't get in: sleeping and switched-off tests, notes without an issue. */
final class HabitRules {
    /** The one place in tests that may park a thread. */
    private static final String AWAIT = "testkit/src/main/java/dev/tain/testkit/Await.java";
    /** This module names what it looks for. */
    private static final Set<String> EXEMPT_MODULES = Set.of("tidy");

    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\.sleep\\(|\\b(NANO|MICRO|MILLI)?SECONDS\\.sleep\\(|\\bLockSupport\\.park");
    private static final Pattern DISABLED = Pattern.compile("@Disabled\\b|@Ignore\\b");
    private static final Pattern NOTE = Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!\\s?\\(?#\\d+)");

    private HabitRules() {}

    static List<Violation> check(SourceFile file) {
        if (EXEMPT_MODULES.contains(file.module())) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>();
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (file.isTestCode()
                    && !file.path().equals(AWAIT)
                    && SLEEP.matcher(line).find()) {
                violations.add(file.violation("sleep", i + 1, "tests wait with Await"));
            }
            if (DISABLED.matcher(line).find()) {
                violations.add(file.violation("disabled", i + 1, "a test is mended or deleted, not switched off"));
            }
            if (NOTE.matcher(line).find()) {
                violations.add(file.violation("note", i + 1, "an unfinished thing names its issue: TODO(#12)"));
            }
        }
        return violations;
    }
}
