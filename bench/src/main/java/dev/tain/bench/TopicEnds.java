package dev.tain.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How much a cluster has of the topic that is copied, over one connection. */
final class TopicEnds implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final Admin admin;
    private boolean exists;

    TopicEnds(String bootstrap) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** The sum of the topic's end offsets; 0 where there is no such topic. */
    long sum() throws Exception {
        exists = exists
                || admin.listTopics()
                        .names()
                        .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                        .contains(LinkLoad.TOPIC);
        if (!exists) {
            return 0;
        }
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, LinkLoad.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(LinkLoad.TOPIC, partition))
                .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
        return admin.listOffsets(wanted).all().get(LIMIT_SECONDS, TimeUnit.SECONDS).values().stream()
                .mapToLong(each -> each.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
