package dev.tain.postgres.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.ChangeStream.Reading;
import dev.tain.embedded.PostgresBinaries;
import dev.tain.model.ChangeBatch;
import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.Lsn;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.Await;
import dev.tain.testkit.FaultProxy;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.StreamDrain;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How streams begin, stay alive and end. */
class StreamLifeIT {
    private static final int MANY = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SHORTLY = Duration.ofMillis(300);

    @Test
    void anIdleStreamOutlivesTheServersPatience() throws Exception {
        try (PostgresServer server = impatient();
                StreamFixture fixture = StreamFixture.on(server);
                ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
            String backend = reader(fixture);
            for (int i = 0; i < 60; i++) {
                stream.await(100);
                assertThat(stream.read(new ChangeBatch(), MANY, MANY)).isIn(Reading.IDLE, Reading.CAUGHT_UP);
            }
            fixture.insert(1, 1);
            assertThat(fixture.drain(stream)).containsExactly("INSERT 1|name of 1");
            assertThat(reader(fixture)).isEqualTo(backend);
        }
    }

    @Test
    void aStreamThatNobodyReadsOutlivesTheServersPatience() {
        try (PostgresServer server = impatient();
                StreamFixture fixture = StreamFixture.on(server)) {
            fixture.insert(1, 400_000); // more than the network takes without us
            aStreamThatNobodyReadsLives(fixture);
        }
    }

    private static void aStreamThatNobodyReadsLives(StreamFixture fixture) {
        try (ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
            String backend = reader(fixture);
            long start = System.nanoTime();
            Await.until("three times the server's patience is over", () -> {
                stream.keepAlive();
                return System.nanoTime() - start > 3 * PATIENCE.toNanos();
            });
            assertThat(reader(fixture)).isEqualTo(backend);
            assertThat(fixture.drain(stream)).hasSize(400_000);
        }
    }

    private static PostgresServer impatient() {
        return PostgresServer.open(
                PostgresBinaries.bundled(), Map.of("wal_sender_timeout", PATIENCE.toMillis() + "ms"));
    }

    private static String reader(StreamFixture fixture) {
        return fixture.database()
                .value("select active_pid from pg_replication_slots where slot_name = '"
                        + fixture.spec().slot() + "'");
    }

    @Test
    void anOrderlyStopOfTheServerIsNotHeldUp() throws Exception {
        try (PostgresServer server = PostgresServer.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            StreamFixture fixture = StreamFixture.on(server);
            Future<?> stopped;
            try (ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
                fixture.insert(1, 2);
                assertThat(fixture.drain(stream)).hasSize(2);
                stopped = threads.submit(() -> server.process().stop());
                assertFails(ErrorKind.TRANSIENT, () -> StreamDrain.until(stream, batch -> false));
            }
            stopped.get(30, TimeUnit.SECONDS);
            assertThat(Files.readString(server.process().logFile()))
                    .contains("received fast shutdown request")
                    .doesNotContain("immediate shutdown");
            server.process().start();
            try (ChangeStream again = fixture.source().stream(fixture.spec(), null)) {
                assertThat(fixture.drain(again)).hasSize(2);
            }
        }
    }

    @Test
    void aCrashOfTheServerEndsTheStream() {
        try (PostgresServer server = PostgresServer.open()) {
            StreamFixture fixture = StreamFixture.on(server);
            fixture.insert(1, 2);
            try (ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
                assertThat(fixture.drain(stream)).hasSize(2);
                server.process().crash();
                assertFails(ErrorKind.TRANSIENT, () -> StreamDrain.until(stream, batch -> false));
            }
            assertFails(ErrorKind.TRANSIENT, () -> fixture.source().stream(fixture.spec(), null));
            server.process().start();
            try (ChangeStream again = fixture.source().stream(fixture.spec(), null)) {
                assertThat(fixture.drain(again)).hasSize(2);
            }
        }
    }

    @Test
    void aCutConnectionIsLost() {
        try (FaultProxy proxy = FaultProxy.open(PostgresServer.shared().port());
                StreamFixture fixture = StreamFixture.on(PostgresServer.shared(), proxy.port(), Map.of());
                ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
            fixture.insert(1, 2);
            assertThat(fixture.drain(stream)).hasSize(2);
            proxy.resetAll();
            assertFails(ErrorCode.POSTGRES_CONNECTION_LOST, () -> StreamDrain.until(stream, batch -> false));
        }
    }

    @Test
    void anEarlierStreamOfOursMakesRoom() {
        try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared());
                ChangeStream first = fixture.source().stream(fixture.spec(), null);
                ChangeStream second = fixture.source().stream(fixture.spec(), null)) {
            fixture.insert(1, 2);
            assertThat(fixture.drain(second)).hasSize(2);
            assertFails(ErrorKind.TRANSIENT, () -> StreamDrain.until(first, batch -> false));
        }
    }

    @Test
    void aStrangersStreamIsNotTouched() {
        try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared());
                ChangeStream strangers = fixture.source("other").stream(fixture.spec(), null)) {
            Connections ours = new Connections(TestPeers.of(fixture.database()), "tain_ours");
            assertFails(
                    ErrorCode.POSTGRES_SLOT_BUSY,
                    () -> Streams.open(ours, fixture.spec(), null, Duration.ofMillis(100)));
            fixture.insert(1, 2);
            assertThat(fixture.drain(strangers)).hasSize(2);
        }
    }

    @Test
    void aMissingSlotIsSaid() {
        try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared())) {
            fixture.source().drop(fixture.spec());
            assertFails(ErrorCode.POSTGRES_SLOT_MISSING, () -> fixture.source().stream(fixture.spec(), null));
        }
    }

    @Test
    void aSlotOfAnotherKindIsSaid() {
        try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared())) {
            fixture.source().drop(fixture.spec());
            fixture.database()
                    .execute("select pg_create_logical_replication_slot('"
                            + fixture.spec().slot() + "', 'test_decoding')");
            assertFails(ErrorCode.POSTGRES_SLOT_TAKEN, () -> fixture.source().stream(fixture.spec(), null));
        }
    }

    @Test
    void aSlotThatTheServerGaveUpIsLost() {
        try (PostgresServer server =
                        PostgresServer.open(PostgresBinaries.bundled(), Map.of("max_slot_wal_keep_size", "1MB"));
                StreamFixture fixture = StreamFixture.on(server)) {
            for (int i = 0; i < 3; i++) {
                fixture.insert(i, i);
                fixture.database().execute("select pg_switch_wal()", "checkpoint");
            }
            assertFails(ErrorCode.POSTGRES_SLOT_LOST, () -> fixture.source().stream(fixture.spec(), null));
        }
    }

    @Test
    void aGapBetweenPositionAndSlotIsSaid() {
        try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared())) {
            fixture.insert(1, 2);
            Lsn reached = new Lsn(fixture.confirmed());
            fixture.source().createStream(fixture.spec()).close();
            assertFails(ErrorCode.POSTGRES_SLOT_LOST, () -> fixture.source().stream(fixture.spec(), reached));
            Lsn ahead = new Lsn(fixture.source().position().order() + (1L << 40));
            assertFails(ErrorCode.POSTGRES_SLOT_LOST, () -> fixture.source().stream(fixture.spec(), ahead));
        }
    }

    @Test
    void onlyWhatIsConfirmedMovesTheSlot() {
        try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared());
                ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
            long before = fixture.confirmed();
            fixture.insert(1, 2);
            ChangeBatch batch = StreamDrain.until(stream, read -> read.changes() == 2 && !read.isOpen());
            long start = System.nanoTime();
            Await.until("several statuses were sent", () -> {
                stream.keepAlive();
                StreamDrain.await(stream);
                return System.nanoTime() - start > SHORTLY.toNanos();
            });
            assertThat(fixture.confirmed()).isEqualTo(before);
            Lsn end = (Lsn) Objects.requireNonNull(batch.committed());
            stream.confirm(end);
            Await.until("the slot stands at the confirmed position", () -> {
                stream.keepAlive();
                return fixture.confirmed() == end.order();
            });
            stream.confirm(Lsn.ZERO);
            fixture.insert(3, 3);
            assertThat(fixture.drain(stream)).hasSize(1);
            assertThat(fixture.confirmed()).isEqualTo(end.order());
        }
    }

    @Test
    void waitingCanBeInterrupted() throws Exception {
        for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
            try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared());
                    ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
                CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
                Thread waiting = kind.start(() -> interrupted.complete(isInterrupted(stream)));
                waiting.interrupt();
                assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static boolean isInterrupted(ChangeStream stream) {
        try {
            while (true) {
                stream.read(new ChangeBatch(), MANY, MANY);
                stream.await(60_000);
            }
        } catch (InterruptedException e) {
            return true;
        } catch (TainException e) {
            return Thread.currentThread().isInterrupted(); // in the middle of a read the connection breaks
        }
    }

    @Test
    void aLargeTransactionComesInPieces() {
        try (StreamFixture fixture = StreamFixture.on(PostgresServer.shared());
                ChangeStream stream = fixture.source().stream(fixture.spec(), null)) {
            fixture.insert(1, 200_000);
            long rows = 0;
            int pieces = 0;
            boolean open = true;
            while (open) {
                ChangeBatch piece = StreamDrain.pieceOf(stream, 10_000);
                rows += piece.changes();
                pieces++;
                open = piece.isOpen();
                assertThat(piece.committed() == null).isEqualTo(open);
            }
            assertThat(rows).isEqualTo(200_000);
            assertThat(pieces).isEqualTo(20);
        }
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TainException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    private static void assertFails(ErrorKind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TainException.class, error -> assertThat(error.kind()).isEqualTo(kind));
    }
}
