package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.TablePhase;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Owners that want the same mirror at the same time. */
class LeaseRaceContractTest extends CatalogSuite {
    private static final long MINUTE = 60_000;
    private static final TableName USERS = TableName.parse("public.users");
    private static final int ROUNDS = 20;
    private static final int OWNERS = 8;

    @Test
    void exactlyOneOfManyWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String mirror = "m" + round;
            stores().mirrors().insert(Samples.mirror(mirror), NOW);
            assertThat(takeAtOnce(mirror).stream().filter(OptionalLong::isPresent))
                    .hasSize(1);
        }
    }

    @Test
    void exactlyOneOfManyWinsAnExpiredLease() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String mirror = "m" + round;
            stores().mirrors().insert(Samples.mirror(mirror), NOW);
            stores().leases().acquire(mirror, "former", 0);
            assertThat(takeAtOnce(mirror).stream().filter(OptionalLong::isPresent))
                    .hasSize(1);
        }
    }

    private List<OptionalLong> takeAtOnce(String mirror) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<OptionalLong> answers = new ArrayList<>();
        try (ExecutorService owners = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OptionalLong>> tries = new ArrayList<>();
            for (int i = 0; i < OWNERS; i++) {
                String owner = "owner" + i;
                tries.add(owners.submit(() -> {
                    start.await();
                    return stores().leases().acquire(mirror, owner, MINUTE);
                }));
            }
            start.countDown();
            for (Future<OptionalLong> each : tries) {
                answers.add(each.get());
            }
        }
        return answers;
    }

    /** The writer goes on until it is told that it has lost the mirror; after the taking nothing of it may arrive. */
    @Test
    void nothingOfTheFormerOwnerArrivesAfterTheTaking() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String mirror = "m" + round;
            stores().mirrors().insert(Samples.mirror(mirror), NOW);
            long epoch = stores().leases().acquire(mirror, "former", 0).orElseThrow();
            AtomicLong written = new AtomicLong();
            CountDownLatch begun = new CountDownLatch(1);
            try (ExecutorService former = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<ErrorCode> end = former.submit(() -> writeUntilLost(mirror, epoch, written, begun));
                begun.await();
                stores().leases().acquire(mirror, "next", MINUTE).orElseThrow();
                long seen = startedAt(mirror);
                assertThat(end.get()).isEqualTo(ErrorCode.LEASE_LOST);
                assertThat(startedAt(mirror)).isEqualTo(seen).isEqualTo(written.get());
            }
        }
    }

    private ErrorCode writeUntilLost(String mirror, long epoch, AtomicLong written, CountDownLatch begun) {
        try {
            for (long i = 1; ; i++) {
                stores().progress().put(mirror, epoch, new TableProgress(USERS, TablePhase.COPYING, 0, i));
                written.set(i);
                begun.countDown();
            }
        } catch (TainException e) {
            return e.code();
        }
    }

    private long startedAt(String mirror) {
        return stores().progress().table(mirror, USERS).orElseThrow().startedAtMillis();
    }
}
