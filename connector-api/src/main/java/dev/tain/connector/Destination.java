package dev.tain.connector;

import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;

/**
 * A system that mirrors are written to. All methods block and throw {@link dev.tain.model.TainException}; all may be
 * called from several threads at once and open connections of their own.
 */
public interface Destination {
    /** The schema that a table name without one is in. */
    String defaultSchema();

    /**
     * Everything about the destination that would keep the tables from being written: privileges, schemas missing,
     * tables that exist and don't fit (every difference named), or that have rows though they must be empty. Changes
     * nothing.
     */
    List<Problem> check(List<MappedTable> tables, boolean mustBeEmpty);

    /** The part of {@link #check} that is about what the tables' options ask for beside them. Changes nothing. */
    default List<Problem> checkOptions(List<MappedTable> tables) {
        return List.of();
    }

    /**
     * What of each column's values arrives, by the tables that are there or would be made. Tables about which the
     * destination has nothing to say are left out. Changes nothing.
     */
    default List<TableContract> contracts(List<MappedTable> tables) {
        return List.of();
    }

    /**
     * Makes the mirror's bookkeeping, the tables that are absent, and in existing tables the columns that are absent
     * (nullable). May be called again at any time.
     */
    void prepare(String mirror, List<MappedTable> tables);

    /** From now on writers that were opened with a lower epoch can no longer write. */
    default void takeOver(String mirror, long epoch) {
        applier(mirror, epoch).close();
    }

    /**
     * Opens the one writer of the mirror's changes. From then on writers that were opened with a lower epoch can no
     * longer write.
     */
    Applier applier(String mirror, long epoch);

    /** Opens a writer of snapshot chunks; a mirror may have several. */
    ChunkWriter chunkWriter(String mirror, long epoch);

    /** Removes all rows of a table whose copy begins again, and forgets its written chunks. Checks the epoch. */
    void clear(String mirror, long epoch, MappedTable table);

    /**
     * Forgets the written chunks and the held changes of a source table. Its destination table stays. Absent
     * bookkeeping is fine. Checks the epoch.
     */
    void forget(String mirror, long epoch, TableName source);

    /** The position up to which a mirror's changes are applied and durable; empty before the first. */
    default Optional<Position> position(String mirror) {
        return Optional.empty();
    }

    /** In which form the rows of the table are compared. */
    default RowForm form(MappedTable table) {
        throw Comparisons.unsupported(table.name());
    }

    /** Its side of the comparison of a table: the rows that are there, those marked as deleted left out. */
    default ComparedTable compared(MappedTable table) {
        throw Comparisons.unsupported(table.name());
    }

    /**
     * Sets the sequences that belong to columns of these tables to the greatest value in the column, or the least one
     * for those that count down. Those of tables without rows stay.
     *
     * @throws TainException {@code MIRROR_INVALID} where there are no sequences
     */
    default void resetSequences(List<TableName> tables) {
        throw new TainException(
                ErrorCode.MIRROR_INVALID,
                "reset sequences is only supported for PostgreSQL destinations",
                "There is nothing to reset at this destination.");
    }

    /**
     * Removes all that is kept about the mirror. Its tables stay. Absent bookkeeping is fine. Checks the epoch, so that
     * a process that is no longer the owner removes nothing.
     */
    void drop(String mirror, long epoch);
}
