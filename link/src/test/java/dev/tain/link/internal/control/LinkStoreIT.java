package dev.tain.link.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaPlace;
import dev.tain.link.internal.broker.EmbeddedBroker;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.StoreText;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store of links on a real broker. */
class LinkStoreIT {
    private static final String TOPIC = "m";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.open(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        try (Admin admin = Admin.create(Map.copyOf(broker.ownCluster()))) {
            new TopicKeeper(broker, admin).createUpTo(LinkStore.TOPIC, 1, Map.of("cleanup.policy", "compact"));
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static LinkStore open() {
        return LinkStore.open(broker, new StoreText((_, text) -> text, (_, text) -> text), _ -> {});
    }

    private static List<Change> oneMore(Stored stored) {
        StopRecord now = stored.stops().getOrDefault(TOPIC, Map.of()).get(0);
        long end = now == null ? 1 : now.end() + 1;
        return List.of(new Change.Stop(TOPIC, 0, new StopRecord(TOPIC, 0, end, false)));
    }

    /** What follows from what is stored is never written over what somebody else has written meanwhile. */
    @Test
    void decisionsOfManyThreadsDoNotOverwriteEachOther() throws Exception {
        int threads = 4;
        int rounds = 15;
        try (LinkStore store = open();
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            store.takeOver();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        store.decide(LinkStoreIT::oneMore);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertThat(store.stored().stops().getOrDefault(TOPIC, Map.of()).get(0))
                    .isEqualTo(new StopRecord(TOPIC, 0, (long) threads * rounds, false));
            store.decide(_ -> List.of());
            store.write(List.of(new Change.Stop(TOPIC, 0, null)));
        }
    }

    /** A link's own thread is interrupted when its link is altered; the others go on deciding. */
    @Test
    void anInterruptedThreadWritesAllOfItAndTheNextOneCanWrite() {
        try (LinkStore store = open()) {
            store.takeOver();
            Thread.currentThread().interrupt();
            store.decide(LinkStoreIT::oneMore);
            assertThat(Thread.interrupted())
                    .as("it is told when all is written")
                    .isTrue();
            store.decide(LinkStoreIT::oneMore);
            assertThat(store.stored().stops().getOrDefault(TOPIC, Map.of()).get(0))
                    .isEqualTo(new StopRecord(TOPIC, 0, 2, false));
            store.write(List.of(new Change.Stop(TOPIC, 0, null)));
        }
    }

    /** Of two processes that think that they decide, the one that took over last does. */
    @Test
    void whoeverTookOverBeforeIsFenced() {
        try (LinkStore before = open();
                LinkStore after = open()) {
            before.takeOver();
            before.decide(LinkStoreIT::oneMore);
            after.takeOver();
            TainException refused =
                    catchThrowableOfType(TainException.class, () -> before.decide(LinkStoreIT::oneMore));
            assertThat(refused.code()).isEqualTo(ErrorCode.LINK_NOT_HERE);
            assertThat(before.decides()).isFalse();
            assertThat(after.stored().stops().getOrDefault(TOPIC, Map.of()).get(0))
                    .isEqualTo(new StopRecord(TOPIC, 0, 1, false));
            after.write(List.of(new Change.Stop(TOPIC, 0, null)));
        }
    }
}
