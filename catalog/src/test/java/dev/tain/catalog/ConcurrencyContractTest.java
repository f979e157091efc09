package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.model.Lsn;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many virtual threads on one catalog: nothing fails, nothing is lost, nobody sees half of a change. */
class ConcurrencyContractTest extends CatalogSuite {
    private static final TableName USERS = TableName.parse("public.users");
    private static final int THREADS = 100;
    private static final int EACH = 5;

    @Test
    void nothingIsLost() throws Exception {
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        together(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                stores().history().batch("m", new Lsn(i), NOW, NOW, Map.of(USERS, new Counts(1, 1, 0)));
                stores().history().log("m", Level.INFO, "line", NOW);
                stores().mirrors().wish("m", MirrorWish.RUN, MirrorRecord.DropOptions.NONE);
                stores().mirrors().list();
            }
        });
        assertThat(stores().history().rows("m")).isEqualTo(2L * THREADS * EACH);
        assertThat(stores().history().batches("m", 1).getFirst().id()).isEqualTo(THREADS * EACH);
        assertThat(stores().history().logs("m", 1_000)).hasSize(THREADS * EACH);
        assertThat(stores().mirrors().find("m").orElseThrow().revision()).isEqualTo(1 + THREADS * EACH);
    }

    @Test
    void oneOfManyCreatesAMirrorAndAPeer() throws Exception {
        List<Boolean> mirrors = new ArrayList<>();
        List<Boolean> peers = new ArrayList<>();
        together(THREADS, thread -> {
            boolean mirror = stores().mirrors().insert(Samples.mirror("m"), NOW);
            boolean peer = stores().peers().insert(Samples.peer("p"));
            synchronized (mirrors) {
                mirrors.add(mirror);
                peers.add(peer);
            }
        });
        assertThat(mirrors).filteredOn(each -> each).hasSize(1);
        assertThat(peers).filteredOn(each -> each).hasSize(1);
    }

    /** The number of tables tells which of two configurations it is; the other parts must fit. */
    @Test
    void nobodySeesHalfAConfiguration() throws Exception {
        MirrorConfig one = Samples.mirror("m", 1);
        MirrorConfig many = Samples.mirror("m", 40).withStream(one.stream().withPace(2, 2));
        stores().mirrors().insert(one, NOW);
        together(4, thread -> {
            for (int i = 0; i < 100; i++) {
                if (thread == 0) {
                    stores().mirrors().reconfigure(i % 2 == 0 ? many : one, MirrorWish.RUN, i + 1);
                } else {
                    assertThat(stores().mirrors().find("m").orElseThrow().config())
                            .isIn(one, many);
                }
            }
        });
        assertThat(stores().mirrors().find("m").orElseThrow().revision()).isEqualTo(101);
    }

    @Test
    void nobodySeesHalfAPeer() throws Exception {
        Peer other = new Peer("p", PeerType.POSTGRES, Map.of("host", "elsewhere"), Map.of());
        stores().peers().insert(Samples.peer("p"));
        together(4, thread -> {
            for (int i = 0; i < 50; i++) {
                if (thread < 2) {
                    stores().peers().put(i % 2 == thread ? other : Samples.peer("p"));
                } else {
                    assertThat(stores().peers().list()).hasSize(1).first().isIn(other, Samples.peer("p"));
                }
            }
        });
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void together(int threads, Work work) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                all.add(executor.submit(() -> {
                    work.run(thread);
                    return true;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }
}
