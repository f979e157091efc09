package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** How fast a table gets from one PostgreSQL to another: a mirror's first copy, and psql piped into psql. */
final class SnapshotPostgres implements Benchmark {
    @Override
    public String name() {
        return "snapshot-postgres";
    }

    @Override
    public String purpose() {
        return "the first copy of a table, PostgreSQL to PostgreSQL"
                + " [--consumers psql,tain] [--rounds N] [--rows N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("consumers", "rounds", "rows", "record"));
        int rows = options.number("rows", (int) OrdersTable.DEFAULT_ROWS);
        Report report = new Report(name());
        try (Rig rig = Rig.open(rows, 0, "", report)) {
            Measurements measurements = new Measurements();
            for (int round = 0; round < options.number("rounds", 1); round++) {
                List<String> names = new ArrayList<>(options.list("consumers", List.of("psql", "tain")));
                Collections.rotate(names, round);
                for (String name : names) {
                    measurements.add(measure(rig, name, report));
                }
            }
            measurements.print(report, rows);
            if (measurements.has("tain") && measurements.has("psql")) {
                report.line("  tain takes %.2f times as long as psql".formatted(measurements.ratio("tain", "psql")));
            }
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static Measurement measure(Rig rig, String name, Report report) throws Exception {
        try (PostgresDatabase source = rig.copySource();
                Consumer consumer = consumer(rig, name, source)) {
            consumer.prepare();
            rig.servers().checkpoint();
            Measurement measurement = Measurement.of(consumer, rig.servers());
            report.progress("%s: %.2f s".formatted(name, measurement.seconds()));
            consumer.verify();
            return measurement;
        }
    }

    private static Consumer consumer(Rig rig, String name, PostgresDatabase source) throws Exception {
        return switch (name) {
            case "psql" -> new PipedCopy(source, rig.copyDestination());
            case "tain" -> new TainSnapshot(rig.mirror(source, rig.copyDestination()));
            default -> throw new IllegalArgumentException("there is no consumer '" + name + "'");
        };
    }
}
