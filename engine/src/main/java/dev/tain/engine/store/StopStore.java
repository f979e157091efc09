package dev.tain.engine.store;

import dev.tain.engine.SkippedChange;
import dev.tain.engine.TableStop;
import dev.tain.model.TableName;
import java.util.List;

/**
 * Tables that have stopped, and changes that were left out. Stops are written by a mirror's owner, with its epoch, see
 * {@link MirrorStore}; what a person asks for is written by whoever was asked.
 */
public interface StopStore {
    /** Puts a table into quarantine, in one transaction with its progress; takes the place of an earlier stop. */
    void stop(String mirror, long epoch, TableStop stop);

    /** Stores that a table goes on in a phase, and forgets its stop, in one transaction. */
    void goOn(String mirror, long epoch, TableProgress progress);

    /** By table. */
    List<TableStop> stops(String mirror);

    /** Asks for a retry of this very stop; false when the table has stopped for another reason since, or goes on. */
    boolean retry(String mirror, TableName table, long number);

    /** The same, with a change left out, which is recorded in the same transaction. */
    boolean skip(String mirror, SkippedChange change);

    /** In the order in which they were asked for. */
    List<SkippedChange> skipped(String mirror);
}
