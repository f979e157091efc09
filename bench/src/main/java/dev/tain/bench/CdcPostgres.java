package dev.tain.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * How fast a backlog of changes gets from one PostgreSQL to another: Tain, PostgreSQL's own subscription, and the
 * ceiling, reading alone. All have a slot from before the backlog, equal tables at the destination, and run one after
 * the other, in another order in every round.
 */
final class CdcPostgres implements Benchmark {
    private static final List<String> ALL = List.of("reading", "subscription", "tain");

    @Override
    public String name() {
        return "cdc-postgres";
    }

    @Override
    public String purpose() {
        return "backlogs of changes, PostgreSQL to PostgreSQL"
                + " [--only a,b,c] [--consumers reading,subscription,tain] [--rounds N] [--rows N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("only", "consumers", "rounds", "rows", "record"));
        long rows = options.number("rows", (int) OrdersTable.DEFAULT_ROWS);
        Report report = new Report(name());
        try (Rig rig = Rig.open(rows, rows, "", report)) {
            for (String letter : options.list("only", List.of("a", "b", "c"))) {
                Backlog backlog = Backlog.of(letter);
                Measurements measurements = new Measurements();
                for (int round = 0; round < options.number("rounds", 1); round++) {
                    List<String> names = new ArrayList<>(options.list("consumers", ALL));
                    Collections.rotate(names, round);
                    new BacklogRun(rig, backlog, rows).round(names, report).forEach(measurements::add);
                }
                print(report, backlog, rows, measurements);
            }
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static void print(Report report, Backlog backlog, long rows, Measurements measurements) {
        report.line("");
        report.line("(%s) %s".formatted(backlog.letter(), backlog.what()));
        measurements.print(report, backlog.changes(rows));
        if (measurements.has("tain") && measurements.has("subscription")) {
            report.line("  tain is %.2f times as fast as the subscription"
                    .formatted(measurements.ratio("subscription", "tain")));
        }
        if (measurements.has("tain") && measurements.has("reading")) {
            report.line("  tain takes %.2f times as long as reading alone"
                    .formatted(measurements.ratio("tain", "reading")));
        }
    }
}
