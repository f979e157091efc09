package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.util.List;
import java.util.Set;

/** How fast a mirrored table is compared with its copy: by Tain, and by psql, sort and cmp. */
final class Verify implements Benchmark {
    private static final int ROWS = 10_000_000;

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String purpose() {
        return "comparing a mirrored table with its copy, beside psql, sort and cmp"
                + " [--rows N] [--parallel N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("rows", "parallel", "record"));
        int rows = options.number("rows", ROWS);
        Report report = new Report(name());
        try (Rig rig = Rig.open(rows, 0, "", report);
                PostgresDatabase source = rig.copySource();
                TainMirror mirror = rig.mirror(source, rig.copyDestination())) {
            report.progress("copying");
            mirror.copy();
            mirror.awaitRunning();
            mirror.destination().execute("vacuum (freeze, analyze) " + OrdersTable.NAME);
            rig.servers().checkpoint();
            double rival = rival(source, mirror.destination());
            report.line("  psql, sort, cmp  %8.2f s  %,12.0f rows/s".formatted(rival, rows / rival));
            double tain = tain(mirror, options.number("parallel", 0));
            report.line("  tain             %8.2f s  %,12.0f rows/s".formatted(tain, rows / tain));
            report.line("  tain is %.2f times as fast as psql, sort and cmp".formatted(rival / tain));
            mirror.destination().execute("update orders set amount = amount + 0.01 where id = " + rows / 3);
            mirror.requireOutcome("DIFFERENT", 0);
            report.line("  one altered row among them is found");
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static double rival(PostgresDatabase source, PostgresDatabase destination) throws Exception {
        try (SortedComparison comparison = SortedComparison.open()) {
            return comparison.run(source, destination);
        }
    }

    private static double tain(TainMirror mirror, int parallel) throws Exception {
        long start = System.nanoTime();
        mirror.requireOutcome("EQUAL", parallel);
        return (System.nanoTime() - start) / 1e9;
    }
}
