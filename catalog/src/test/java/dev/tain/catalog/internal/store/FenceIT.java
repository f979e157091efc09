package dev.tain.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.catalog.Samples;
import dev.tain.catalog.internal.database.Database;
import dev.tain.catalog.internal.database.ServerDatabase;
import dev.tain.model.Secret;
import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An owner has passed the fence and has not yet committed when another process wants its lease. */
class FenceIT {
    private static final String MIRROR = "m";

    @Test
    void theTakingWaitsForTheOwnersWrite() throws Exception {
        try (PostgresDatabase server = PostgresServer.freshDatabase();
                Database database = ServerDatabase.open(new Secret(server.jdbcUrl()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SqlLeaseStore leases = new SqlLeaseStore(database);
            new SqlMirrorStore(database).insert(Samples.mirror(MIRROR), 0);
            long epoch = leases.acquire(MIRROR, "former", 0).orElseThrow();
            CountDownLatch passed = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Future<?> write = threads.submit(() -> database.run(handle -> {
                Fence.check(handle, MIRROR, epoch);
                passed.countDown();
                awaitIt(goOn);
            }));
            passed.await();
            Future<OptionalLong> taking = threads.submit(() -> leases.acquire(MIRROR, "next", 60_000));
            Await.until("the taking is done or waits", () -> taking.isDone() || waiting(server) > 0);
            boolean tooEarly = taking.isDone();
            goOn.countDown();
            write.get();
            assertThat(taking.get()).isPresent();
            assertThat(tooEarly).isFalse();
        }
    }

    private static long waiting(PostgresDatabase server) {
        return server.count("pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()");
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
