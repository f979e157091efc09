package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One backlog, consumed by one consumer after the other.
 *
 * @param rows rows of the table before the backlog
 */
record BacklogRun(Rig rig, Backlog backlog, long rows) {

    List<Measurement> round(List<String> names, Report report) throws Exception {
        List<Consumer> consumers = new ArrayList<>();
        try (PostgresDatabase source = rig.copySource()) {
            Subscription.publish(source);
            try {
                for (String name : names) {
                    consumers.add(consumer(name, source));
                    consumers.getLast().prepare();
                }
                report.progress("making backlog " + backlog.letter());
                backlog.make(source, rows);
                return measure(consumers, report);
            } finally {
                for (Consumer consumer : consumers) {
                    consumer.close();
                }
            }
        }
    }

    private Consumer consumer(String name, PostgresDatabase source) throws IOException, InterruptedException {
        return switch (name) {
            case "reading" -> new Reading(source);
            case "subscription" -> new Subscription(source, rig.copyDestination());
            case "tain" -> rig.mirror(source, rig.copyDestination());
            default -> throw new IllegalArgumentException("there is no consumer '" + name + "'");
        };
    }

    private List<Measurement> measure(List<Consumer> consumers, Report report) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (Consumer consumer : consumers) {
            rig.servers().checkpoint();
            Measurement measurement = Measurement.of(consumer, rig.servers());
            report.progress("%s: %.2f s".formatted(consumer.name(), measurement.seconds()));
            consumer.verify();
            measurements.add(measurement);
        }
        return measurements;
    }
}
