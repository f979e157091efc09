package dev.tain.bench;

import dev.tain.testkit.KafkaCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How fast a topic gets to another cluster, how late records are there, and what an idle link costs. */
final class LinkBenchmark implements Benchmark {
    private static final int RECORDS = 1_600_000;

    @Override
    public String name() {
        return "link";
    }

    @Override
    public String purpose() {
        return "Kafka links: a full topic, lag, and idle partitions [--only none,lz4,lag,idle]"
                + " [--consumers replication,mirrormaker2,tain] [--rounds N] [--records N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("only", "consumers", "rounds", "records", "record"));
        Report report = new Report(name());
        List<String> parts = options.list("only", List.of("none", "lz4", "lag", "idle"));
        for (String compression : List.of("none", "lz4")) {
            if (parts.contains(compression)) {
                throughput(options, compression, report);
            }
        }
        if (parts.contains("lag")) {
            LinkLag.measure(report);
        }
        if (parts.contains("idle")) {
            LinkIdle.measure(report);
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static void throughput(Options options, String compression, Report report) throws Exception {
        int records = options.number("records", RECORDS);
        report.line("%,d records of 1 KiB in %d partitions, compression %s"
                .formatted(records, LinkLoad.PARTITIONS, compression));
        Map<String, LinkRates> rates = new LinkedHashMap<>();
        try (KafkaCluster source = KafkaCluster.start(1)) {
            LinkLoad.fill(source, 1, compression, records);
            for (int round = 0; round < options.number("rounds", 1); round++) {
                for (String name : options.list("consumers", List.of("replication", "mirrormaker2", "tain"))) {
                    try (LinkCopy copy = copy(name, source, compression, records)) {
                        LinkRates rate = LinkRates.of(copy, source, records);
                        report.line(rate.text(name));
                        rates.merge(name, rate, LinkRates::better);
                    }
                }
            }
        }
        LinkRates.compare(rates, report);
    }

    private static LinkCopy copy(String name, KafkaCluster source, String compression, int records) {
        return switch (name) {
            case "replication" -> new IntraCluster(compression, records);
            case "mirrormaker2" -> new MirrorMaker(source, compression, records);
            case "tain" -> new TainLink(source, records);
            default -> throw new IllegalArgumentException("there is no consumer '" + name + "'");
        };
    }
}
