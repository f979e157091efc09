package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * How long after its commit a change is visible at the destination, under a steady load of small transactions: a mirror
 * that applies at once, and PostgreSQL's subscription.
 */
final class LatencyPostgres implements Benchmark {
    private static final long ROWS = 100_000;
    private static final int COMMITS_PER_SECOND = 1_000;
    private static final int SECONDS = 30;
    private static final int WARM_UP_SECONDS = 3;

    @Override
    public String name() {
        return "latency-postgres";
    }

    @Override
    public String purpose() {
        return "from commit to visible, PostgreSQL to PostgreSQL"
                + " [--consumers subscription,tain] [--rounds N] [--rate N] [--seconds N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("consumers", "rounds", "rate", "seconds", "record"));
        int rate = options.number("rate", COMMITS_PER_SECOND);
        int seconds = options.number("seconds", SECONDS);
        Report report = new Report(name());
        try (Rig rig = Rig.open(ROWS, ROWS, "", report)) {
            report.line("%d single-row commits a second for %d s, every other one an insert, which is measured"
                    .formatted(rate, seconds));
            report.line("  %-16s %9s %9s %9s %9s %9s   %s"
                    .formatted(
                            "", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms", "CPU: source, destination, own"));
            for (int round = 0; round < options.number("rounds", 1); round++) {
                List<String> names = new ArrayList<>(options.list("consumers", List.of("subscription", "tain")));
                Collections.rotate(names, round);
                for (String name : names) {
                    measure(rig, name, new SteadyLoad(rate, seconds), report);
                }
            }
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static void measure(Rig rig, String name, SteadyLoad load, Report report) throws Exception {
        try (PostgresDatabase source = rig.copySource();
                PostgresDatabase destination = rig.copyDestination()) {
            Subscription.publish(source);
            try (Consumer consumer = consumer(rig, name, source, destination)) {
                consumer.prepare();
                consumer.start();
                new SteadyLoad(load.rate(), WARM_UP_SECONDS).run(source, destination);
                Cpu before = Cpu.of(rig, consumer);
                Latencies latencies = load.run(source, destination);
                Cpu used = Cpu.of(rig, consumer).minus(before);
                report.line("  %-16s %9.1f %9.1f %9.1f %9.1f %9.1f   %6.1f %6.1f %6.1f"
                        .formatted(
                                name,
                                latencies.percentile(50),
                                latencies.percentile(90),
                                latencies.percentile(99),
                                latencies.percentile(99.9),
                                latencies.percentile(100),
                                used.source,
                                used.destination,
                                used.own));
                consumer.verify();
            }
        }
    }

    private static Consumer consumer(Rig rig, String name, PostgresDatabase source, PostgresDatabase destination)
            throws Exception {
        return switch (name) {
            case "subscription" -> new Subscription(source, destination);
            case "tain" -> rig.mirror(source, destination);
            default -> throw new IllegalArgumentException("there is no consumer '" + name + "'");
        };
    }

    /** CPU seconds used so far. */
    private record Cpu(double source, double destination, double own) {
        static Cpu of(Rig rig, Consumer consumer) {
            return new Cpu(
                    ServerPair.cpuSeconds(rig.servers().source()),
                    ServerPair.cpuSeconds(rig.servers().destination()),
                    consumer.cpuSeconds());
        }

        Cpu minus(Cpu other) {
            return new Cpu(source - other.source, destination - other.destination, own - other.own);
        }
    }
}
