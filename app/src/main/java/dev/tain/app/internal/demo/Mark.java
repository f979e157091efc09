package dev.tain.app.internal.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A commit at the source that the destination has reached, and with it everything committed before.
 *
 * @param position the source's log position after the commit
 * @param reachedAfter how long the destination took
 */
record Mark(String position, Duration reachedAfter) {
    private static final Duration LOOK = Duration.ofMillis(2);

    /**
     * Commits a mark and waits for it.
     *
     * @param limit the longest wait; then the answer is empty
     */
    static Optional<Mark> set(Database source, Replica destination, Duration limit)
            throws SQLException, IOException, InterruptedException {
        try (Connection write = source.connect();
                PreparedStatement beat = write.prepareStatement(Pulse.BEAT);
                Replica.Watch seen = destination.watch()) {
            long begun = System.nanoTime();
            long expected = Pulse.number(beat);
            String position = source.ask("select pg_current_wal_lsn()");
            while (seen.beat() < expected) {
                if (System.nanoTime() - begun > limit.toNanos()) {
                    return Optional.empty();
                }
                Thread.sleep(LOOK);
            }
            return Optional.of(new Mark(position, Duration.ofNanos(System.nanoTime() - begun)));
        }
    }
}
