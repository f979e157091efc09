package dev.tain.bench;

import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How fast a table gets into ClickHouse by a mirror's first copy, beside the ceiling, COPY to nowhere. */
final class SnapshotClickHouse implements Benchmark {
    /** In the first one both servers and the service begin with nothing in memory. */
    private static final int ROUNDS = 3;
    /** So many that the rate is measured, not how long a mirror takes to be made. */
    private static final int ROWS = 10_000_000;

    @Override
    public String name() {
        return "snapshot-clickhouse";
    }

    @Override
    public String purpose() {
        return "the first copy of a table, PostgreSQL to ClickHouse"
                + " [--consumers copy,tain] [--rounds N] [--rows N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("consumers", "rounds", "rows", "record"));
        int rows = options.number("rows", ROWS);
        Report report = new Report(name());
        try (Rig rig = Rig.open(rows, 0, "", report);
                ClickHouseServer server = ClickHouseServer.open()) {
            Measurements measurements = new Measurements();
            for (int round = 0; round < options.number("rounds", ROUNDS); round++) {
                List<String> names = new ArrayList<>(options.list("consumers", List.of("copy", "tain")));
                Collections.rotate(names, round);
                for (String name : names) {
                    measurements.add(measure(rig, name, server));
                }
            }
            measurements.print(report, rows);
            if (measurements.has("tain") && measurements.has("copy")) {
                report.line("  tain reaches %.2f of the rate of COPY to nowhere"
                        .formatted(measurements.ratio("copy", "tain")));
            }
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static Measurement measure(Rig rig, String name, ClickHouseServer server) throws Exception {
        try (PostgresDatabase source = rig.copySource();
                Consumer consumer =
                        name.equals("tain") ? new TainSnapshot(rig.mirror(source, server)) : new Copy(source)) {
            consumer.prepare();
            rig.servers().checkpoint();
            Measurement measurement = Measurement.of(consumer, rig.servers());
            consumer.verify();
            return measurement;
        }
    }

    /** The ceiling: psql copies the table out in binary form and throws it away. */
    private static final class Copy implements Consumer {
        private final PostgresDatabase source;
        private @Nullable Process process;

        Copy(PostgresDatabase source) {
            this.source = source;
        }

        @Override
        public String name() {
            return "copy";
        }

        @Override
        public void prepare() {
            // It needs nothing but the table.
        }

        @Override
        public void start() throws IOException {
            process = new ProcessBuilder(
                            Programs.find("psql"),
                            "--no-psqlrc",
                            "--quiet",
                            "--host=127.0.0.1",
                            "--port=" + source.server().port(),
                            "--username=" + PostgresDatabase.USER,
                            "--dbname=" + source.name(),
                            "--command=COPY orders TO STDOUT (FORMAT binary)")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        @Override
        public void awaitLast() throws InterruptedException {
            if (process == null || process.waitFor() != 0) {
                throw new IllegalStateException("psql failed");
            }
        }

        @Override
        public void verify() {
            // Nothing is kept, so there is nothing to compare.
        }

        @Override
        public double cpuSeconds() {
            return 0;
        }

        @Override
        public void close() {
            if (process != null) {
                process.destroy();
            }
        }
    }
}
