package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Transactions much larger than the memory of the process that copies them. */
final class Memory implements Benchmark {
    private static final int ROWS = 5_000_000;
    private static final long KIB_PER_MIB = 1 << 10;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String purpose() {
        return "one transaction of five million rows with a small heap [--rows N] [--heap-mib N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("rows", "heap-mib", "record"));
        int rows = options.number("rows", ROWS);
        String heap = "-Xmx" + options.number("heap-mib", 512) + "m";
        Report report = new Report(name());
        try (Rig rig = Rig.open(1, 1, heap, report)) {
            report.line("each change in one transaction of %,d rows, %s".formatted(rows, heap));
            try (PostgresDatabase source = rig.copySource();
                    PostgresDatabase destination = rig.copyDestination();
                    TainMirror mirror = rig.mirror(source, destination)) {
                mirror.prepare();
                source.execute(OrdersTable.insert(2, rows + 1L));
                measure(rig, mirror, "insert", report);
                source.execute("delete from orders where id = " + OrdersTable.LAST_KEY);
                Visible.awaitGone(destination);
                mirror.pause();
                source.execute("update orders set amount = amount + 1, note = reverse(note)");
                measure(rig, mirror, "update", report);
            }
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static void measure(Rig rig, TainMirror mirror, String change, Report report) throws Exception {
        mirror.source().execute(OrdersTable.insert(OrdersTable.LAST_KEY, OrdersTable.LAST_KEY));
        Measurement measurement = Measurement.of(mirror, rig.servers());
        mirror.verify();
        report.line("  %-16s %9.2f s, peak of resident memory so far %,d MiB, CPU seconds %.1f"
                .formatted(change, measurement.seconds(), peakMib(rig.service().pid()), measurement.ownCpu()));
    }

    private static long peakMib(long process) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                    .sum();
        }
    }
}
