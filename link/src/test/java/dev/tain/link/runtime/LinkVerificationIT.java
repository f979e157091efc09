package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Compared;
import dev.tain.link.MirrorWish;
import dev.tain.link.internal.broker.EmbeddedBroker;
import dev.tain.link.plan.BatchDifference;
import dev.tain.link.plan.BatchDifference.Kind;
import dev.tain.link.plan.BatchHeader;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaRecords;
import dev.tain.testkit.LogBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Crc32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors are compared with their sources, and what the test alters on the mirror's disk is found. */
class LinkVerificationIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int CHECKED_FROM = 21;
    private static final int CHECKSUM_AT = 17;
    private static final int LENGTH_AT = 8;

    @TempDir
    static Path directory;

    private static EmbeddedBroker source;
    private static LinkBroker broker;

    @BeforeAll
    static void start() throws Exception {
        source = EmbeddedBroker.open(new KafkaPlace.Embedded(directory.resolve("source"), "127.0.0.1", 0));
        source.guard(Set.of());
        broker = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        cleanEvery(source.ownCluster(), "3600000"); // so that the mirrors are what is cleaned
        cleanEvery(Map.of("bootstrap.servers", broker.bootstrap()), "200");
        link("asked", "0");
        link("slow", "65536");
    }

    private static void cleanEvery(Map<String, String> cluster, String millis) throws Exception {
        ConfigEntry entry = new ConfigEntry("log.cleaner.backoff.ms", millis);
        ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
        try (Admin admin = Admin.create(Map.copyOf(cluster))) {
            admin.incrementalAlterConfigs(Map.of(all, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void link(String name, String bytesPerSecond) {
        Map<String, String> configs = Map.of(
                "bootstrap.servers",
                source.bootstrap(),
                "replica.fetch.backoff.ms",
                "100",
                "cluster.link.prefix",
                name + ".",
                LinkConfigs.VERIFICATION_BYTES,
                bytesPerSecond);
        links().createLink(new LinkWish(name, "", configs, false, true));
    }

    @AfterAll
    static void stop() {
        broker.close();
        source.close();
    }

    private static LinkService links() {
        return broker.service();
    }

    private static KafkaRecords there() {
        return new KafkaRecords(source.bootstrap());
    }

    private static KafkaRecords here() {
        return new KafkaRecords(broker.bootstrap());
    }

    private static void mirror(String link, String topic, Map<String, String> configs) throws Exception {
        try (Admin admin = Admin.create(Map.copyOf(source.ownCluster()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        links().createMirror(link, new MirrorWish(topic, Optional.empty(), Optional.of(1), Map.of()));
    }

    private static MirrorStatus status(String topic) {
        return links().mirror(topic.substring(0, topic.indexOf('.')), topic);
    }

    private static void awaitEnd(String topic, long end) {
        Await.atMost(LIMIT)
                .thatHolds(
                        topic + " has all",
                        () -> status(topic).lags().getFirst().end() == end);
    }

    /** What came out when it was compared as a whole. */
    private static Compared verified(String topic) {
        String link = topic.substring(0, topic.indexOf('.'));
        MirrorChoice choice = new MirrorChoice(List.of(topic), Optional.empty());
        assertThat(links().alterMirrors(link, Verb.VERIFY, choice, false))
                .allMatch(each -> each.refusal().isEmpty());
        return Await.atMost(LIMIT)
                .value(
                        topic + " is compared",
                        () -> status(topic).compared().getFirst(),
                        each -> !each.asked() && each.done().compared() >= 0);
    }

    private static Path log(String topic) throws IOException {
        try (var all = Files.walk(directory.resolve("kafka"))) {
            return all.filter(each -> each.getFileName().toString().equals(topic + "-0"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Alters the last batch of the log; answers what its header was. */
    private static BatchHeader alterLast(String topic, Harm harm) throws IOException {
        Path segment;
        try (var files = Files.list(log(topic))) {
            segment = files.filter(each -> each.toString().endsWith(".log"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
        int at = 0;
        int next = BatchHeader.read(bytes, 0).orElseThrow().sizeInBytes();
        while (next < bytes.limit()) {
            at = next;
            next += BatchHeader.read(bytes, next).orElseThrow().sizeInBytes();
        }
        BatchHeader before = BatchHeader.read(bytes, at).orElseThrow();
        int last = next - 2; // behind it is only that the record has no headers
        switch (harm) {
            case BYTE -> bytes.put(last, (byte) (bytes.get(last) ^ 1));
            case BYTE_AND_CHECKSUM -> {
                bytes.put(last, (byte) (bytes.get(last) ^ 1));
                long checksum = Crc32C.compute(bytes, at + CHECKED_FROM, next - at - CHECKED_FROM);
                bytes.putInt(at + CHECKSUM_AT, (int) checksum);
            }
            case LENGTH -> bytes.putInt(at + LENGTH_AT, 3);
        }
        try (var file = Files.newByteChannel(segment, StandardOpenOption.WRITE)) {
            file.position(at);
            file.write(bytes.slice(at, next - at));
        }
        return before;
    }

    private enum Harm {
        /** Of the last record's value. */
        BYTE,
        /** The same, and the checksum fits it. */
        BYTE_AND_CHECKSUM,
        /** What is there is no batch any more. */
        LENGTH
    }

    private static List<BatchDifference> all(BatchHeader batch, Kind kind) {
        return List.of(new BatchDifference(batch.baseOffset(), batch.lastOffset() + 1, kind));
    }

    @Test
    void transactionsAreEqualAndAnAlteredByteIsNamedExactly() throws Exception {
        mirror("asked", "orders", Map.of());
        there().send("orders", 0, "a", 300);
        transact("one", true);
        transact("two", false);
        there().send("orders", 0, "b", 100);
        there().send("orders", 0, "c", 50);
        awaitEnd("asked.orders", 300 + 4 + 4 + 100 + 50);
        List<String> batches = LogBytes.of(log("asked.orders"));

        Compared equal = verified("asked.orders");
        assertThat(equal.done().differences()).isEmpty();
        assertThat(equal.done().verified()).isEqualTo(458);
        assertThat(equal.done().equal()).isEqualTo(batches.size());
        assertThat(equal.done().undecided()).isZero();
        assertThat(status("asked.orders").why()).isEmpty();

        BatchHeader altered = alterLast("asked.orders", Harm.BYTE_AND_CHECKSUM);
        Compared differs = verified("asked.orders");
        assertThat(differs.done().differences()).isEqualTo(all(altered, Kind.OTHER_BYTES));
        assertThat(differs.done().verified()).isEqualTo(altered.baseOffset());
        assertThat(differs.done().equal()).isEqualTo(batches.size() - 1);
        assertThat(status("asked.orders").why())
                .contains("partition 0", altered.baseOffset() + " to " + altered.lastOffset(), "OTHER_BYTES");

        alterLast("asked.orders", Harm.BYTE); // the byte is the source's again, but the checksum is not
        assertThat(verified("asked.orders").done().differences()).isEqualTo(all(altered, Kind.DAMAGED));

        alterLast("asked.orders", Harm.LENGTH);
        Compared broken = verified("asked.orders");
        assertThat(broken.done().differences()).isEqualTo(all(altered, Kind.DAMAGED));
        assertThat(broken.done().equal()).isEqualTo(batches.size() - 1);
    }

    private static void transact(String id, boolean commit) throws Exception {
        try (var producer = there().producer(Map.of("transactional.id", id))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>("orders", 0, "k", id + i)).get(20, TimeUnit.SECONDS);
            }
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /** Also where the source's first offset is within a batch, and the mirror's is not moved yet. */
    @Test
    void whatTheSourceDeletedSinceIsNoDifference() throws Exception {
        mirror("asked", "expiring", Map.of());
        there().send("expiring", 0, "a", 200);
        there().send("expiring", 0, "b", 100);
        awaitEnd("asked.expiring", 300);
        MirrorChoice choice = new MirrorChoice(List.of("asked.expiring"), Optional.empty());
        links().alterMirrors("asked", Verb.PAUSE, choice, false);
        try (Admin admin = Admin.create(Map.copyOf(source.ownCluster()))) {
            TopicPartition partition = new TopicPartition("expiring", 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(150)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }

        for (Verb verb : List.of(Verb.PAUSE, Verb.RESUME)) {
            links().alterMirrors("asked", verb, choice, false);
            Compared compared = verified("asked.expiring");
            assertThat(compared.done().differences()).isEmpty();
            assertThat(compared.done().from()).isEqualTo(150);
            assertThat(compared.done().verified()).isEqualTo(300);
        }
    }

    /** Both sides compact for themselves; that is no alarm, but a record that both have must be the same. */
    @Test
    void compactionIsNoDifferenceAndAnAlteredRecordIs() throws Exception {
        Map<String, String> often = Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "500",
                "min.cleanable.dirty.ratio", "0.01",
                "max.compaction.lag.ms", "500");
        mirror("asked", "compacted", often);
        there().send("compacted", 0, "a", 400);
        there().send("compacted", 0, "b", 200);
        awaitEnd("asked.compacted", 600);
        Await.atMost(LIMIT).thatHolds("the mirror has cleaned", () -> {
            there().send("compacted", 0, "c", 1);
            return !here().committedByOffset("asked.compacted", 0).containsKey(0L);
        });
        long end = there().send("compacted", 0, "last", 1) + 1;
        awaitEnd("asked.compacted", end);

        Compared undecided = verified("asked.compacted");
        assertThat(undecided.done().differences()).isEmpty();
        assertThat(undecided.done().verified()).isEqualTo(end);
        assertThat(undecided.done().undecided()).isPositive();

        BatchHeader altered = alterLast("asked.compacted", Harm.BYTE_AND_CHECKSUM);
        assertThat(verified("asked.compacted").done().differences()).isEqualTo(all(altered, Kind.OTHER_RECORDS));
    }

    /** Without that anybody asks, slowly, and from where it was when the link's configs are others. */
    @Test
    void whatIsNewIsComparedInTheBackground() throws Exception {
        mirror("slow", "events", Map.of());
        there().send("events", 0, "a", 500);
        awaitEnd("slow.events", 500);
        awaitVerified(500);
        Compared before = status("slow.events").compared().getFirst();
        assertThat(before.asked()).isFalse();
        assertThat(before.millis()).isPositive();

        configure("0");
        there().send("events", 0, "b", 20);
        awaitEnd("slow.events", 520);
        BatchHeader altered = alterLast("slow.events", Harm.BYTE_AND_CHECKSUM);
        there().send("events", 0, "c", 1); // the link compares the last batch itself before it goes on
        awaitEnd("slow.events", 521);
        configure("1048576");

        Await.atMost(LIMIT)
                .thatHolds(
                        "the difference is found",
                        () -> status("slow.events").compared().getFirst().done().differs());
        Compared found = status("slow.events").compared().getFirst();
        assertThat(found.done().differences()).isEqualTo(all(altered, Kind.OTHER_BYTES));
        assertThat(found.done().from()).as("what was compared before counts").isZero();
        assertThat(found.done().equal()).isGreaterThanOrEqualTo(before.done().equal());
        assertThat(status("slow.events").why()).contains("OTHER_BYTES");
        assertThat(status("slow.events").condition()).isEqualTo(MirrorStatus.Condition.ACTIVE);
    }

    private static void awaitVerified(long offset) {
        Await.atMost(LIMIT)
                .thatHolds(
                        "it is compared",
                        () -> status("slow.events").compared().stream()
                                .anyMatch(each -> each.done().verified() == offset));
    }

    private static void configure(String bytesPerSecond) {
        ConfigChange change = new ConfigChange(LinkConfigs.VERIFICATION_BYTES, Optional.of(bytesPerSecond));
        links().alterConfigs("slow", List.of(change), false);
    }
}
