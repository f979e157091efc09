package dev.tain.engine.store;

import dev.tain.engine.TablePhase;
import dev.tain.model.TableName;

/**
 * How far one table of a mirror is.
 *
 * @param replayUntil {@link dev.tain.model.Position#order()} up to which changes may have been copied already by
 *     chunks, so that they are applied as a replay; of a table that waits, up to which they are passed over, because
 *     it is copied only after that; 0 when the copy was of exactly the stream's start
 * @param startedAtMillis when its copy began; 0 before
 */
public record TableProgress(TableName source, TablePhase phase, long replayUntil, long startedAtMillis) {
    /** Stands for a position that comes after all: nothing that the stream says of the table yet is taken. */
    private static final long UNPUBLISHED = -1;

    /** A table that comes to a stream which exists already. */
    public static TableProgress unpublished(TableName source) {
        return new TableProgress(source, TablePhase.WAITING, UNPUBLISHED, 0);
    }

    /** Whether it is known from where on the stream says all of it. */
    public boolean isPublished() {
        return replayUntil != UNPUBLISHED;
    }

    /** @param position from where on the stream says all of the table; what was before is there to be copied */
    public TableProgress publishedAt(long position) {
        return new TableProgress(source, phase, position, startedAtMillis);
    }

    /** Whether the copy is of exactly the stream's start, as far as it is made. */
    public boolean isExact() {
        return replayUntil == 0;
    }

    public TableProgress withPhase(TablePhase other) {
        return new TableProgress(source, other, replayUntil, startedAtMillis);
    }

    /** Positions are unsigned; the later of both is kept. */
    public TableProgress replayedUntil(long position) {
        long later = Long.compareUnsigned(position, replayUntil) > 0 ? position : replayUntil;
        return new TableProgress(source, phase, later, startedAtMillis);
    }

    public TableProgress startedAt(long millis) {
        return new TableProgress(source, phase, replayUntil, millis);
    }
}
