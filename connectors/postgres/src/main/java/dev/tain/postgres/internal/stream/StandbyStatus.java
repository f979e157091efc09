package dev.tain.postgres.internal.stream;

import dev.tain.model.Lsn;
import dev.tain.model.Position;
import dev.tain.postgres.internal.Silence;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.copy.CopyDual;

/**
 * What we tell the server about how far we are. There is one position, the confirmed one: it is reported as written,
 * flushed and applied alike.
 *
 * <p>Used by the reading thread, except for {@link #confirm}.
 */
final class StandbyStatus {
    private static final Duration BETWEEN_NEWS = Duration.ofMillis(100);
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final AtomicReference<Position> confirmed = new AtomicReference<>(Lsn.ZERO);
    private final long intervalNanos;
    private final Silence owed;
    private Position sent = Lsn.ZERO;
    private long sentAt = System.nanoTime();
    private boolean asked;
    private long heardAt = System.nanoTime();

    /**
     * @param interval how long the server hears nothing from us at most, and how long it may be silent until it is
     *     asked for an answer
     * @param owed begins when it is asked
     */
    StandbyStatus(Duration interval, Silence owed) {
        this.intervalNanos = interval.toNanos();
        this.owed = owed;
    }

    /** The server said something. */
    void heard() {
        heardAt = System.nanoTime();
        owed.end();
    }

    /** Any thread may call it. An earlier position than the last one changes nothing. */
    void confirm(Position position) {
        confirmed.accumulateAndGet(position, Position::max);
    }

    /** The server wants an answer. */
    void ask() {
        asked = true;
    }

    /** Sends the status when it is due: for news at most every 100 ms, without news after the interval. */
    void sendIfDue(CopyDual copy) throws SQLException {
        long since = System.nanoTime() - sentAt;
        boolean news = asked || !confirmed.get().equals(sent);
        if (since >= (news ? Math.min(BETWEEN_NEWS.toNanos(), intervalNanos) : intervalNanos)) {
            send(copy);
        }
    }

    /** Sends what was confirmed and not sent yet. */
    void sendLast(CopyDual copy) throws SQLException {
        if (!confirmed.get().equals(sent)) {
            send(copy);
        }
    }

    private void send(CopyDual copy) throws SQLException {
        Position position = confirmed.get();
        boolean wantsAnswer = System.nanoTime() - heardAt > intervalNanos;
        byte[] message = ByteBuffer.allocate(2 + 4 * Long.BYTES)
                .put((byte) 'r')
                .putLong(position.order())
                .putLong(position.order())
                .putLong(position.order())
                .putLong(ChronoUnit.MICROS.between(EPOCH, Instant.now()))
                .put((byte) (wantsAnswer ? 1 : 0))
                .array();
        copy.writeToCopy(message, 0, message.length);
        copy.flushCopy();
        sent = position;
        sentAt = System.nanoTime();
        asked = false;
        if (wantsAnswer) {
            owed.begin();
        }
    }
}
