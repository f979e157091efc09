package dev.tain.bench;

import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.PostgresDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How fast a backlog of changes gets into ClickHouse, beside the ceiling, reading alone. */
final class CdcClickHouse implements Benchmark {
    @Override
    public String name() {
        return "cdc-clickhouse";
    }

    @Override
    public String purpose() {
        return "backlogs of changes, PostgreSQL to ClickHouse"
                + " [--only a,b,c] [--consumers reading,debezium,tain] [--rows N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("only", "consumers", "rows", "record"));
        long rows = options.number("rows", (int) OrdersTable.DEFAULT_ROWS);
        Report report = new Report(name());
        try (Rig rig = Rig.open(rows, 0, "", report);
                ClickHouseServer server = ClickHouseServer.open()) {
            for (String letter : options.list("only", List.of("a", "b"))) {
                Backlog backlog = Backlog.of(letter);
                Measurements measurements = new Measurements();
                measure(rig, server, backlog, options.list("consumers", List.of("reading", "debezium", "tain")))
                        .forEach(measurements::add);
                report.line("");
                report.line("(%s) %s".formatted(backlog.letter(), backlog.what()));
                measurements.print(report, backlog.changes(rows));
                if (measurements.has("tain") && measurements.has("debezium")) {
                    report.line("  tain is %.2f times as fast as the Debezium engine, which writes nothing"
                            .formatted(measurements.ratio("debezium", "tain")));
                }
                if (measurements.has("tain") && measurements.has("reading")) {
                    report.line("  tain reaches %.2f of the rate of reading alone"
                            .formatted(measurements.ratio("reading", "tain")));
                }
            }
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static List<Measurement> measure(Rig rig, ClickHouseServer server, Backlog backlog, List<String> names)
            throws Exception {
        List<Consumer> consumers = new ArrayList<>();
        List<Measurement> measurements = new ArrayList<>();
        try (PostgresDatabase source = rig.copySource()) {
            Subscription.publish(source);
            try {
                for (String name : names) {
                    consumers.add(
                            switch (name) {
                                case "reading" -> new Reading(source);
                                case "debezium" -> new Debezium(source);
                                case "tain" -> rig.mirror(source, server);
                                default -> throw new IllegalArgumentException("there is no consumer '" + name + "'");
                            });
                    consumers.getLast().prepare();
                }
                backlog.make(source, Long.parseLong(source.value("select count(*) from orders")));
                for (Consumer consumer : consumers) {
                    rig.servers().checkpoint();
                    measurements.add(Measurement.of(consumer, rig.servers()));
                    consumer.verify();
                }
            } finally {
                for (Consumer consumer : consumers) {
                    consumer.close();
                }
            }
        }
        return measurements;
    }
}
