package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * One backlog, consumed by one consumer after the other.
 *
 * @param source the database that the changed one is copied from
 * @param destination the database that every consumer's own one is copied from
 * @param rows rows of the table before the backlog
 */
record BacklogRun(
        ServerPair servers, PostgresDatabase source, PostgresDatabase destination, Backlog backlog, long rows) {

    List<Measurement> round(List<String> names, Report report) throws Exception {
        List<Consumer> consumers = new ArrayList<>();
        try (PostgresDatabase changed = ServerPair.copy(source, "source")) {
            Subscription.publish(changed);
            try {
                for (String name : names) {
                    consumers.add(consumer(name, changed));
                    consumers.getLast().prepare();
                }
                report.progress("making backlog %s".formatted(backlog.letter()));
                backlog.make(changed, rows);
                return measure(consumers, report);
            } finally {
                for (Consumer consumer : consumers) {
                    consumer.close();
                }
            }
        }
    }

    private Consumer consumer(String name, PostgresDatabase changed) {
        return switch (name) {
            case "reading" -> new Reading(changed);
            case "subscription" -> new Subscription(changed, ServerPair.copy(destination, "by_subscription"));
            default -> throw new IllegalArgumentException("there is no consumer '" + name + "'");
        };
    }

    private List<Measurement> measure(List<Consumer> consumers, Report report) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (Consumer consumer : consumers) {
            servers.checkpoint();
            Measurement measurement = Measurement.of(consumer, servers);
            report.progress("%s: %.2f s".formatted(consumer.name(), measurement.seconds()));
            consumer.verify();
            measurements.add(measurement);
        }
        return measurements;
    }
}
