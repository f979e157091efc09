package dev.tain.bench;

import dev.tain.testkit.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Replication inside of one cluster: a second broker is told to hold the topic too. */
final class IntraCluster implements LinkCopy {
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final int LIMIT_SECONDS = 60;

    private final String compression;
    private final int records;
    private @Nullable KafkaCluster cluster;

    IntraCluster(String compression, int records) {
        this.compression = compression;
        this.records = records;
    }

    @Override
    public String name() {
        return "replication";
    }

    private KafkaCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("not prepared");
        }
        return cluster;
    }

    @Override
    public void prepare() throws Exception {
        cluster = KafkaCluster.start(2);
        LinkLoad.fill(cluster(), FIRST, compression, records);
    }

    @Override
    public void start() throws Exception {
        Map<TopicPartition, Optional<NewPartitionReassignment>> both = new HashMap<>();
        for (int partition = 0; partition < LinkLoad.PARTITIONS; partition++) {
            both.put(
                    new TopicPartition(LinkLoad.TOPIC, partition),
                    Optional.of(new NewPartitionReassignment(List.of(FIRST, SECOND))));
        }
        try (Admin admin = cluster().admin()) {
            admin.alterPartitionReassignments(both).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** By the bytes on both disks: nobody can read what the second broker has before it has all. */
    @Override
    public double progress() {
        return (double) bytes(cluster().node(SECOND).logDirectory())
                / bytes(cluster().node(FIRST).logDirectory());
    }

    private static long bytes(Path logs) {
        try (Stream<Path> files = Files.walk(logs)) {
            long sum = 0;
            for (Path file : files.filter(IntraCluster::isOfTopic).toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfTopic(Path file) {
        String path = file.toString();
        return path.endsWith(".log") && path.contains("/" + LinkLoad.TOPIC + "-");
    }

    /** Both brokers: the first one is what the source is for the others. */
    @Override
    public double cpuSeconds() {
        return CpuTime.ofTree(cluster().node(FIRST).pid())
                + CpuTime.ofTree(cluster().node(SECOND).pid());
    }

    @Override
    public void close() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
