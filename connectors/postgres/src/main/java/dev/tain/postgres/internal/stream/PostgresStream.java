package dev.tain.postgres.internal.stream;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.ChangeBatch;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A running stream: moves messages from the wire through the decoder into batches.
 *
 * <p>A message that a batch cannot take, because it is full or has rows of the same table with other columns, is kept
 * and is the first of the next read.
 */
final class PostgresStream implements ChangeStream {
    /**
     * A read returns after this time even when nothing of what it sees is watched, so that its caller stays in control.
     */
    private static final Duration READ_LIMIT = Duration.ofMillis(200);
    /** How many messages are read between two looks at the clock. */
    private static final int CLOCK_EVERY = 256;

    private static final int WAIT_STEP_MILLIS = 100;

    /**
     * How long changes may gather when they come faster than that. The server sends each in a packet of its own; to
     * wake up for every one of them would cost both sides more than to send and read it.
     */
    private static final Duration GATHER = Duration.ofMillis(1);

    /**
     * The same while there is a backlog. Meanwhile the receive buffer fills up, and what the server cannot send at once
     * its kernel packs into large packets.
     */
    private static final Duration GATHER_BACKLOG = Duration.ofMillis(5);

    private final ReplicationFeed feed;
    private final PgOutputDecoder decoder;
    private final CatalogRelations catalog;
    private byte @Nullable [] kept;
    private long arrivedAt = System.nanoTime();

    /** @param catalog closed with the stream */
    PostgresStream(ReplicationFeed feed, PgOutputDecoder decoder, CatalogRelations catalog) {
        this.feed = feed;
        this.decoder = decoder;
        this.catalog = catalog;
    }

    @Override
    public Reading read(ChangeBatch batch, int maxRows, int maxBytes) {
        boolean continued = decoder.resume(batch);
        feed.tell();
        long start = System.nanoTime();
        long rowLimit = decoder.rows() + maxRows;
        long byteLimit = decoder.bytes() + maxBytes;
        for (int count = 1; ; count++) {
            byte[] message = kept == null ? feed.next() : kept;
            if (message == null) {
                return feed.hasCaughtUp() ? Reading.CAUGHT_UP : Reading.IDLE;
            }
            kept = message;
            boolean full = decoder.rows() >= rowLimit || decoder.bytes() >= byteLimit;
            if (full && PgOutputDecoder.isChange(message[ReplicationFeed.PAYLOAD])) {
                return Reading.MORE;
            }
            if (!decoder.decode(message, ReplicationFeed.PAYLOAD, batch)) {
                return Reading.SCHEMA_CHANGED;
            }
            kept = null;
            if (continued && !decoder.isInTransaction()) {
                return Reading.MORE;
            }
            if (count % CLOCK_EVERY == 0) {
                feed.tell();
                if (System.nanoTime() - start > READ_LIMIT.toNanos()) {
                    return Reading.MORE;
                }
            }
        }
    }

    @Override
    public void await(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        long left = millis;
        gather();
        while (kept == null && left > 0) {
            feed.tell();
            if (hasArrived((int) Math.min(left, WAIT_STEP_MILLIS))) {
                arrivedAt = System.nanoTime();
                return;
            }
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
    }

    private boolean hasArrived(int millis) throws InterruptedException {
        try {
            if (feed.await(millis)) {
                return true;
            }
        } catch (TainException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
            // The interrupt of a virtual thread closes the socket that it waits for.
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for changes");
        }
        return false;
    }

    private void gather() throws InterruptedException {
        Duration most = feed.hasCaughtUp() ? GATHER : GATHER_BACKLOG;
        long left = most.toNanos() - (System.nanoTime() - arrivedAt);
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    @Override
    public void keepAlive() {
        feed.tell();
    }

    @Override
    public void confirm(Position position) {
        feed.confirm(position);
    }

    @Override
    public void watch(List<SourceTable> tables) {
        decoder.watch(watched(tables));
    }

    static Map<TableName, Set<String>> watched(List<SourceTable> tables) {
        return tables.stream().collect(Collectors.toUnmodifiableMap(SourceTable::name, SourceTable::excluded));
    }

    @Override
    public void close() {
        try (catalog) {
            feed.close();
        }
    }
}
