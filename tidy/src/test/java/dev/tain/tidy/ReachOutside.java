package dev.tain.tidy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * A class asks for the time or chance, starts or holds up a thread, or does input or output. All of these come in from
 * outside.
 */
final class ReachOutside extends ArchCondition<JavaClass> {
    private static final List<String> PACKAGES =
            List.of("java.io", "java.nio.file", "java.nio.channels", "java.net", "java.sql", "javax.sql", "org.slf4j");
    private static final Set<String> TYPES = Set.of(
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.time.Clock",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.security.SecureRandom",
            "java.util.Timer",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.locks.LockSupport");
    private static final Set<String> MEMBERS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Object.wait",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now");
    /** Every enum and lambda mentions it; it does nothing. */
    private static final String HARMLESS = "java.io.Serializable";

    ReachOutside() {
        super("reach for the clock, threads, chance, input or output");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (Dependency use : type.getDirectDependenciesFromSelf()) {
            JavaClass used = use.getTargetClass();
            if (isOutside(used)) {
                events.add(SimpleConditionEvent.satisfied(use, use.getDescription()));
            }
        }
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            if (MEMBERS.contains(access.getTargetOwner().getName() + "." + access.getName())) {
                events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
            }
        }
    }

    private static boolean isOutside(JavaClass used) {
        String ofPackage = used.getPackageName();
        boolean byPackage =
                PACKAGES.stream().anyMatch(each -> ofPackage.equals(each) || ofPackage.startsWith(each + "."));
        return TYPES.contains(used.getName()) || (byPackage && !used.getName().equals(HARMLESS));
    }
}
