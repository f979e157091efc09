package dev.tain.app.internal.linkdemo;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** Where the group stands at both clusters. */
final class GroupPlace {
    private static final int LIMIT_SECONDS = 30;

    private final String source;
    private final String mirror;
    private Map<Integer, Long> last = Map.of();

    GroupPlace(String source, String mirror) {
        this.source = source;
        this.mirror = mirror;
    }

    boolean isSame() throws InterruptedException {
        last = of(source);
        return !last.isEmpty() && last.equals(of(mirror));
    }

    /** Its offsets when they were asked for last. */
    String text() {
        return last.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Map<Integer, Long> of(String bootstrap) throws InterruptedException {
        Map<Integer, Long> offsets = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.listConsumerGroupOffsets(Billing.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition.partition(), offset.offset());
                        }
                    });
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the group's offsets cannot be read", e);
        }
        return offsets;
    }
}
