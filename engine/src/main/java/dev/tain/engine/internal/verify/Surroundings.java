package dev.tain.engine.internal.verify;

import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowKey;
import dev.tain.connector.Source;
import dev.tain.engine.MirrorState;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.List;
import java.util.Optional;

/** What a comparison needs of the engine. */
public interface Surroundings {
    /** What a mirror has at both ends now. Throws {@code MIRROR_UNKNOWN}. */
    Ends ends(String mirror);

    /**
     * @param id tells the mirror from others that had or will have its name
     * @param tables the mapped tables as they are at the source now
     */
    record Ends(long id, Source source, Destination destination, List<MappedTable> tables) {}

    /** How the mirror is; empty when it is gone, or is another one of its name. */
    Optional<MirrorState> state(String mirror, long id);

    /** Whether changes of the table are applied as they come. */
    boolean streams(String mirror, TableName table);

    /** About how many rows the table had when it was copied; 0 when that is not known. */
    long estimatedRows(String mirror, TableName table);

    /** The position that is applied, from this process's own knowledge; empty when the mirror runs in another one. */
    Optional<Position> applied(String mirror);

    /** While it is open, the mirror applies what it reads as soon as it can. */
    Hurry hurry(String mirror);

    interface Hurry extends AutoCloseable {
        @Override
        void close();
    }

    /** Has rows of a table written as the source has them. Throws {@code REPAIR_FAILED}, and what kept it from that. */
    void repair(String mirror, Source source, TableSchema table, List<RowKey> keys) throws InterruptedException;
}
