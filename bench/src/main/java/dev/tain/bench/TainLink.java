package dev.tain.bench;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tain with its embedded Kafka as the destination: one process. */
final class TainLink implements LinkCopy {
    private final @Nullable KafkaCluster source;
    private final int records;
    private final int port = KafkaCluster.freePort();
    private @Nullable TainService service;
    private @Nullable TopicEnds ends;
    private String cluster = "";

    TainLink(@Nullable KafkaCluster source, int records) {
        this.source = source;
        this.records = records;
    }

    /** One without a link. */
    static TainLink alone() {
        return new TainLink(null, 1);
    }

    @Override
    public String name() {
        return "tain";
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    private TainService service() {
        if (service == null) {
            throw new IllegalStateException("not prepared");
        }
        return service;
    }

    @Override
    public void prepare() throws Exception {
        service = TainService.start("", "--kafka", "embedded", "--kafka-listen", bootstrap());
        cluster = service().api().kafkaCluster();
        KafkaCluster from = source;
        if (from != null) {
            Await.until("the link is made", () -> link(from));
        }
    }

    private boolean link(KafkaCluster from) throws IOException, InterruptedException {
        return service().api().kafka("POST", cluster + "/links?link_name=bench", """
                {"configs": [{"name": "bootstrap.servers", "value": "%s"}]}""".formatted(from.bootstrap()));
    }

    @Override
    public void start() throws Exception {
        mirror(LinkLoad.TOPIC);
    }

    void mirror(String topic) throws IOException, InterruptedException {
        if (!service().api().kafka("POST", cluster + "/links/bench/mirrors", """
                {"source_topic_name": "%s"}""".formatted(topic))) {
            throw new IllegalStateException("the mirror of " + topic + " was refused");
        }
    }

    @Override
    public double progress() throws Exception {
        if (ends == null) {
            ends = new TopicEnds(bootstrap());
        }
        return (double) ends.sum() / records;
    }

    @Override
    public double cpuSeconds() {
        return service().cpuSeconds();
    }

    @Override
    public void close() {
        if (ends != null) {
            ends.close();
        }
        if (service != null) {
            service.close();
        }
    }
}
