package dev.tain.engine;

import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a person does to mirrors and to the instance. Every method throws {@link dev.tain.model.TainException}. */
public interface AdministrationService {
    /** Words that a person has put on a mirror. */
    Map<String, String> tags(String mirror);

    /** Puts these words on a mirror in place of those that it has. */
    void tag(String mirror, Map<String, String> tags);

    /** Settings of the API that were changed, by name. What they mean is the API's business. */
    Map<String, String> settings();

    /** @param value empty to have its default again */
    void set(String name, Optional<String> value);

    /** Whether mirrors may not be changed now: {@code MAINTENANCE} is thrown where that is tried. */
    boolean isClosed();

    void close(boolean closed);

    /** @return the mirrors that were paused for maintenance, with their states */
    Map<String, MirrorState> held();

    /** Closes, and pauses every mirror that works; remembers which. Goes on in the background. */
    void beginMaintenance();

    /** Resumes the mirrors that were paused for it, and opens. */
    void endMaintenance();

    /**
     * Gives up the tables that are being added to a running mirror. The others are not disturbed, and what was copied
     * of the given-up ones stays at the destination.
     *
     * @param replicating source tables that are in no case given up
     * @return the tables that the mirror has then
     * @throws dev.tain.model.TainException {@code ADDITION_NOT_CANCELLABLE} when none is being added
     */
    List<TableMapping> cancelAddition(String mirror, Set<TableName> replicating);

    /**
     * Sets the sequences that belong to columns of the destination tables to where the rows are, so that the
     * destination can be written to after the mirror.
     *
     * @throws dev.tain.model.TainException {@code MIRROR_INVALID} for destinations that have no sequences
     */
    void resetSequences(String mirror);
}
