package dev.tain.bench;

import dev.tain.testkit.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kafka's own MirrorMaker 2, tuned for throughput, in a process of its own, into a cluster of one stock broker. */
final class MirrorMaker implements LinkCopy {
    private static final String MAIN = "org.apache.kafka.connect.mirror.MirrorMaker";

    private final KafkaCluster source;
    private final String compression;
    private final int records;
    private @Nullable KafkaCluster destination;
    private @Nullable Process process;
    private @Nullable TopicEnds ends;

    MirrorMaker(KafkaCluster source, String compression, int records) {
        this.source = source;
        this.compression = compression;
        this.records = records;
    }

    @Override
    public String name() {
        return "mirrormaker2";
    }

    @Override
    public void prepare() {
        destination = KafkaCluster.start(1);
    }

    private KafkaCluster destination() {
        if (destination == null) {
            throw new IllegalStateException("not prepared");
        }
        return destination;
    }

    @Override
    public void start() throws IOException {
        Path directory = Files.createTempDirectory("tain-bench-mm2");
        Path properties = Files.writeString(directory.resolve("mm2.properties"), """
                clusters=s,d
                s.bootstrap.servers=%s
                d.bootstrap.servers=%s
                s->d.enabled=true
                s->d.topics=%s
                d->s.enabled=false
                replication.policy.class=org.apache.kafka.connect.mirror.IdentityReplicationPolicy
                replication.factor=1
                checkpoints.topic.replication.factor=1
                heartbeats.topic.replication.factor=1
                offset-syncs.topic.replication.factor=1
                offset.storage.replication.factor=1
                status.storage.replication.factor=1
                config.storage.replication.factor=1
                emit.heartbeats.enabled=false
                emit.checkpoints.enabled=false
                sync.topic.acls.enabled=false
                tasks.max=%d
                s.consumer.max.poll.records=5000
                s.consumer.fetch.min.bytes=65536
                s.consumer.max.partition.fetch.bytes=4194304
                d.producer.batch.size=131072
                d.producer.linger.ms=20
                d.producer.buffer.memory=67108864
                d.producer.compression.type=%s
                """.formatted(
                source.bootstrap(), destination().bootstrap(), LinkLoad.TOPIC, LinkLoad.PARTITIONS, compression));
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlogback.configurationFile=" + QuietLogs.file(),
                        MAIN,
                        properties.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    @Override
    public double progress() throws Exception {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("MirrorMaker ended");
        }
        if (ends == null) {
            ends = new TopicEnds(destination().bootstrap());
        }
        return (double) ends.sum() / records;
    }

    @Override
    public double cpuSeconds() {
        double own = process == null ? 0 : CpuTime.ofTree(process.pid());
        return own + CpuTime.ofTree(destination().node(1).pid());
    }

    @Override
    public void close() {
        if (ends != null) {
            ends.close();
        }
        if (process != null) {
            process.destroyForcibly();
        }
        if (destination != null) {
            destination.close();
        }
    }
}
