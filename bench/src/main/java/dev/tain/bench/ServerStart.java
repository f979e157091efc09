package dev.tain.bench;

import dev.tain.embedded.EmbeddedPostgres;
import java.util.List;

/** How long tests and the demo wait for a PostgreSQL of their own. */
final class ServerStart implements Benchmark {
    private static final int ROUNDS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "server-start";
    }

    @Override
    public String purpose() {
        return "a fresh embedded PostgreSQL, then a crash and its recovery";
    }

    @Override
    public void run(List<String> arguments) {
        Report report = new Report(name());
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            try (EmbeddedPostgres server = EmbeddedPostgres.open()) {
                print(report, "fresh start", start);
                long crash = System.nanoTime();
                server.crash();
                server.start();
                print(report, "crash and restart", crash);
            }
        }
    }

    private static void print(Report report, String what, long start) {
        report.line("%s: %.0f ms".formatted(what, (System.nanoTime() - start) / NANOS_PER_MILLI));
    }
}
