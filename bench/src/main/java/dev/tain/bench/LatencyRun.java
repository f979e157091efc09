package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;

/** One consumer under a steady load: how late it is, and what that costs. */
record LatencyRun(Rig rig, SteadyLoad load, Report report) {
    private static final int WARM_UP_SECONDS = 3;

    static void header(Report report) {
        report.line("  %-16s %9s %9s %9s %9s %9s   %s"
                .formatted("", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms", "CPU: source, destination, own"));
    }

    /** @param look closed at the end */
    void measure(Consumer consumer, PostgresDatabase source, Look look) throws Exception {
        try (look) {
            new SteadyLoad(load.rate(), WARM_UP_SECONDS, load.rowsPerCommit()).run(source, look);
            Cpu before = Cpu.of(rig, consumer);
            Latencies latencies = load.run(source, look);
            Cpu used = Cpu.of(rig, consumer).minus(before);
            report.line("  %-16s %9.1f %9.1f %9.1f %9.1f %9.1f   %6.1f %6.1f %6.1f"
                    .formatted(
                            consumer.name(),
                            latencies.percentile(50),
                            latencies.percentile(90),
                            latencies.percentile(99),
                            latencies.percentile(99.9),
                            latencies.percentile(100),
                            used.source,
                            used.destination,
                            used.own));
        }
        consumer.verify();
    }

    /** CPU seconds used so far. */
    private record Cpu(double source, double destination, double own) {
        static Cpu of(Rig rig, Consumer consumer) {
            return new Cpu(
                    ServerPair.cpuSeconds(rig.servers().source()),
                    ServerPair.cpuSeconds(rig.servers().destination()) + consumer.destinationCpuSeconds(),
                    consumer.cpuSeconds());
        }

        Cpu minus(Cpu other) {
            return new Cpu(source - other.source, destination - other.destination, own - other.own);
        }
    }
}
