package dev.tain.link.internal.control;

import dev.tain.link.plan.MirrorRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source where its topics end. */
final class SourceEnds {
    private static final Logger LOG = LoggerFactory.getLogger(SourceEnds.class);
    private static final long SECONDS = 15;

    private SourceEnds() {}

    /** The ends by partition as the source's leaders say now; empty where the source does not say. */
    static Map<Integer, Long> ask(Supplier<Admin> source, MirrorRecord mirror, int count) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int i = 0; i < count; i++) {
            asked.put(new TopicPartition(mirror.source().topic(), i), OffsetSpec.latest());
        }
        try {
            Map<Integer, Long> ends = new HashMap<>();
            source.get()
                    .listOffsets(asked)
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, found) -> ends.put(partition.partition(), found.offset()));
            return ends;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.info("The source of link {} does not tell its ends: {}", mirror.link(), e.getMessage());
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
