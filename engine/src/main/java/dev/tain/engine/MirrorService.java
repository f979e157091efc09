package dev.tain.engine;

import dev.tain.connector.TableContract;
import dev.tain.model.TableName;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a person may ask of mirrors. Every method throws {@link dev.tain.model.TainException} with a code, a reason and
 * a remedy; one that throws has changed nothing.
 */
public interface MirrorService {

    /**
     * Checks everything that {@link #create} would check, the name included.
     *
     * @return what of each column's values would arrive, as far as the destination says so
     * @throws MirrorInvalid with all problems found
     */
    List<TableContract> validate(MirrorConfig config);

    /**
     * Creates a mirror and returns at once; the work goes on in the background.
     *
     * @param attach whether a mirror of this name that exists already is an answer instead of an error
     * @param check whether to check first; unchecked problems show as the mirror's trouble
     */
    void create(MirrorConfig config, boolean attach, boolean check);

    void pause(String name);

    void resume(String name);

    /** Changes the configuration, and resumes a paused mirror. Added tables are checked first. */
    void edit(String name, MirrorEdit edit);

    /**
     * Stops the mirror and removes what Tain made for it; destination tables stay. Goes on in the background.
     *
     * @param keepDestination whether bookkeeping at the destination stays as well
     * @param dropHistory whether its batches and counts are removed too
     */
    void drop(String name, boolean keepDestination, boolean dropHistory);

    /**
     * Asks that tables which have stopped are tried again: what was kept of them is applied in order, then they stream.
     * One that is tried already stays so. Goes on in the background, once the mirror runs.
     *
     * @param tables source tables; none for all that have stopped
     * @return the tables that are tried
     */
    List<TableName> retry(String name, List<TableName> tables);

    /**
     * The same for one table without the change that it stopped for, which is left out and recorded.
     *
     * @param stop number of the {@link TableStop} that was seen; empty for the present one. With a number the same may
     *     be asked for again without another change being left out
     * @return what is left out
     */
    SkippedChange skip(String name, TableName table, OptionalLong stop);

    MirrorSummary summary(String name);

    MirrorStatus status(String name);

    /** By id. */
    List<MirrorSummary> list();

    /** Names of mirrors that exist or that have left a log, sorted. */
    List<String> names();
}
