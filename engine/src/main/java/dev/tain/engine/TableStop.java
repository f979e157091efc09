package dev.tain.engine;

import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import java.util.Optional;

/**
 * Why a table of a mirror is {@link TablePhase#QUARANTINED}.
 *
 * @param number tells it from other stops of the table; later ones have higher numbers
 * @param resumes the phase that a retry begins with: {@link TablePhase#COPYING}, or {@link TablePhase#CATCHING_UP}
 * @param retrying whether a retry was asked for, or goes on by itself to find the change
 * @param position of the source, up to which the table was right when it stopped; empty in a first copy
 * @param change the first change that cannot be written; empty when it is not known, or is not of one row
 * @param sinceMillis when the table stopped streaming or being copied; milliseconds since 1970
 * @param atMillis when this was found, by the last retry
 */
public record TableStop(
        TableName table,
        long number,
        TablePhase resumes,
        boolean retrying,
        Cause cause,
        String position,
        Optional<RowChange> change,
        long sinceMillis,
        long atMillis) {

    /** What the destination said, and what to do about it. */
    public record Cause(ErrorCode code, String sentence, String remedy) {}

    /**
     * One change of a table.
     *
     * @param position {@link dev.tain.model.Position#order()} of its commit
     * @param sequence its place in the transaction
     * @param deletion whether it removes the row, as a part of a change of the key does
     * @param key for people
     */
    public record RowChange(long position, long sequence, boolean deletion, String key) {
        public boolean is(long commit, long place, boolean deletes) {
            return position == commit && sequence == place && deletion == deletes;
        }
    }

    public TableStop retried() {
        return new TableStop(table, number, resumes, true, cause, position, change, sinceMillis, atMillis);
    }
}
