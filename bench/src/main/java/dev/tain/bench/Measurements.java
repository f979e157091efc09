package dev.tain.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The measurements of one backlog: each consumer's rounds together, by the median. */
final class Measurements {
    private final Map<String, List<Measurement>> byConsumer = new LinkedHashMap<>();

    void add(Measurement measurement) {
        byConsumer
                .computeIfAbsent(measurement.consumer(), name -> new ArrayList<>())
                .add(measurement);
    }

    boolean has(String consumer) {
        return byConsumer.containsKey(consumer);
    }

    double seconds(String consumer) {
        return median(consumer, Measurement::seconds);
    }

    /** How many times as long {@code slower} takes. */
    double ratio(String slower, String faster) {
        return seconds(slower) / seconds(faster);
    }

    void print(Report report, long changes) {
        report.line("  %-16s %9s %10s   %s"
                .formatted("", "seconds", "rows/s", "CPU seconds: source, destination, own; all rounds"));
        byConsumer.forEach((consumer, rounds) -> report.line("  %-16s %9.2f %,10.0f   %6.1f %6.1f %6.1f   %s"
                .formatted(
                        consumer,
                        seconds(consumer),
                        changes / seconds(consumer),
                        median(consumer, Measurement::sourceCpu),
                        median(consumer, Measurement::destinationCpu),
                        median(consumer, Measurement::ownCpu),
                        rounds.stream()
                                .map(round -> String.format("%.2f", round.seconds()))
                                .toList())));
    }

    private double median(String consumer, ToDoubleFunction<Measurement> figure) {
        double[] sorted = byConsumer.getOrDefault(consumer, List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
