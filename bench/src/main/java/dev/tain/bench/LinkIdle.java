package dev.tain.bench;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What many mirror topics cost while nothing happens, beside the same topics on the same broker without a link. */
final class LinkIdle {
    private static final int TOPICS = 1000;
    private static final int PARTITIONS = 10;
    private static final int AT_ONCE = 50;
    private static final int SETTLE_SECONDS = 60;
    private static final int SECONDS = 60;
    private static final int LIMIT_SECONDS = 600;

    private LinkIdle() {}

    static void measure(Report report) throws Exception {
        report.line("%,d topics with %d partitions each, idle for %d s".formatted(TOPICS, PARTITIONS, SECONDS));
        double plain;
        try (TainLink broker = TainLink.alone()) {
            broker.prepare();
            create(broker.bootstrap());
            plain = idle(broker);
        }
        report.line("  without a link %.2f s of CPU".formatted(plain));
        try (KafkaCluster source = KafkaCluster.start(1);
                TainLink link = new TainLink(source, 1)) {
            create(source.bootstrap());
            link.prepare();
            for (String topic : names()) {
                link.mirror(topic);
            }
            double mirrored = idle(link);
            report.line("  with a link    %.2f s of CPU, %.2f times as much".formatted(mirrored, mirrored / plain));
        }
    }

    private static List<String> names() {
        return IntStream.range(0, TOPICS).mapToObj(i -> "idle-" + i).toList();
    }

    private static void create(String bootstrap) throws Exception {
        List<NewTopic> topics = names().stream()
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (int from = 0; from < TOPICS; from += AT_ONCE) {
                admin.createTopics(topics.subList(from, from + AT_ONCE)).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** CPU seconds of the process while nothing is asked of it. */
    private static double idle(TainLink link) {
        awaitEndOf(SETTLE_SECONDS);
        double before = link.cpuSeconds();
        awaitEndOf(SECONDS);
        return link.cpuSeconds() - before;
    }

    private static void awaitEndOf(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Await.atMost(Duration.ofSeconds(2L * seconds)).thatHolds("time passes", () -> System.nanoTime() - end >= 0);
    }
}
