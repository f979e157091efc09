package dev.tain.bench;

import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.PostgresDatabase;
import java.util.List;
import java.util.Set;

/** How long after its commit a change is visible in ClickHouse, under a steady load. */
final class FreshnessClickHouse implements Benchmark {
    private static final long ROWS = 100_000;
    private static final int COMMITS_PER_SECOND = 1_000;
    private static final int ROWS_PER_COMMIT = 5;
    private static final int SECONDS = 30;

    @Override
    public String name() {
        return "freshness-clickhouse";
    }

    @Override
    public String purpose() {
        return "from commit to visible, PostgreSQL to ClickHouse, at 5,000 changes a second"
                + " [--rate COMMITS] [--seconds N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("rate", "seconds", "record"));
        SteadyLoad load = new SteadyLoad(
                options.number("rate", COMMITS_PER_SECOND), options.number("seconds", SECONDS), ROWS_PER_COMMIT);
        Report report = new Report(name());
        try (Rig rig = Rig.open(ROWS, 0, "", report);
                ClickHouseServer server = ClickHouseServer.open();
                PostgresDatabase source = rig.copySource();
                ClickHouseMirror mirror = rig.mirror(source, server)) {
            report.line(
                    "%d commits a second of %d rows each for %d s, by turns inserts, which are measured, and updates"
                            .formatted(load.rate(), load.rowsPerCommit(), load.seconds()));
            LatencyRun.header(report);
            mirror.prepare();
            mirror.start();
            new LatencyRun(rig, load, report).measure(mirror, source, mirror.look());
            report.line("  the server has %s parts of the table at the end".formatted(mirror.parts()));
        }
        if (options.has("record")) {
            report.keep();
        }
    }
}
