package dev.tain.bench;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import java.time.Duration;
import java.util.Map;

/**
 * What a copy reached between its first quarter and its end, so that nobody's start is measured.
 *
 * @param rate MiB of records a second
 * @param cpu milliseconds of all processes, the source included, for each MiB
 */
record LinkRates(double rate, double cpu) {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final double BEGUN = 0.25;
    /** Seldom enough that answering is no part of what is measured. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    static LinkRates of(LinkCopy copy, KafkaCluster source, int records) throws Exception {
        copy.prepare();
        copy.start();
        double first = Await.atMost(LIMIT)
                .every(LOOK)
                .value(copy.name() + " has begun", copy::progress, done -> done >= BEGUN);
        long start = System.nanoTime();
        double before = copy.cpuSeconds() + CpuTime.ofTree(source.node(1).pid());
        Await.atMost(LIMIT).every(LOOK).value(copy.name() + " has all", copy::progress, done -> done >= 1);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        double cpu = copy.cpuSeconds() + CpuTime.ofTree(source.node(1).pid()) - before;
        double mebibytes = (1 - first) * records * LinkLoad.RECORD_BYTES / (1 << 20);
        return new LinkRates(mebibytes / seconds, cpu * MILLIS_PER_SECOND / mebibytes);
    }

    LinkRates better(LinkRates other) {
        return other.rate > rate ? other : this;
    }

    String text(String name) {
        return "  %-14s %6.0f MiB/s, %5.1f ms of CPU per MiB".formatted(name, rate, cpu);
    }

    static void compare(Map<String, LinkRates> rates, Report report) {
        LinkRates tain = rates.get("tain");
        rates.forEach((name, other) -> {
            if (tain != null && !name.equals("tain")) {
                report.line("  tain reaches %.2f of the rate of %s, with %.2f of its CPU per MiB"
                        .formatted(tain.rate / other.rate, name, tain.cpu / other.cpu));
            }
        });
    }
}
