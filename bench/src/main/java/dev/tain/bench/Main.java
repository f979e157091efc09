package dev.tain.bench;

import java.util.List;
import java.util.Optional;

/** Runs one benchmark by its name; without a name lists them. */
final class Main {
    private static final List<Benchmark> ALL = List.of(
            new CdcPostgres(),
            new SnapshotPostgres(),
            new Verify(),
            new LatencyPostgres(),
            new CdcClickHouse(),
            new SnapshotClickHouse(),
            new FreshnessClickHouse(),
            new LinkBenchmark(),
            new Memory(),
            new ServerStart());

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        Optional<Benchmark> chosen = ALL.stream()
                .filter(each -> !words.isEmpty() && each.name().equals(words.getFirst()))
                .findFirst();
        if (chosen.isEmpty()) {
            System.out.println("./dev bench NAME, where NAME is one of");
            ALL.forEach(each -> System.out.printf("  %-20s %s%n", each.name(), each.purpose()));
            return;
        }
        chosen.get().run(words.subList(1, words.size()));
    }
}
