package dev.tain.link.internal.fetch;

import java.util.Map;

/**
 * How a source is read.
 *
 * @param link the link's name, and for what it does beside copying, what that is; the source sees it as client id
 * @param client settings of Kafka's clients, the address among them; holds secrets
 * @param partitionBytes at most so much of one partition in one answer, unless one batch is larger
 * @param responseBytes at most so much in one answer, unless one batch is larger
 * @param waitMillis how long the source waits for new records
 * @param backoffMillis before a partition is asked for again after an error
 */
public record SourceConfig(
        String link,
        Map<String, String> client,
        int partitionBytes,
        int responseBytes,
        int waitMillis,
        int backoffMillis) {
    public SourceConfig {
        client = Map.copyOf(client);
    }

    @Override
    public String toString() {
        return "source of link " + link;
    }
}
