package dev.tain.embedded;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Closes the servers that are still open when the JVM ends normally. After a kill the servers notice by themselves. */
final class ExitHook {
    private static final Set<EmbeddedPostgres> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExitHook::closeAll, "embedded-postgres-exit"));
    }

    private ExitHook() {}

    static void remember(EmbeddedPostgres server) {
        OPEN.add(server);
    }

    static void forget(EmbeddedPostgres server) {
        OPEN.remove(server);
    }

    private static void closeAll() {
        List.copyOf(OPEN).forEach(EmbeddedPostgres::close);
    }
}
