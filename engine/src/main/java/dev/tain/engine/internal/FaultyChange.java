package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.engine.core.KeyTexts;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import dev.tain.model.TainException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the change that keeps a block of held changes from being written, by writing parts of it and undoing that. */
final class FaultyChange {
    private final ChangeWriter writer;
    private final TableWriting writing;

    FaultyChange(ChangeWriter writer, TableWriting writing) {
        this.writer = writer;
        this.writing = writing;
    }

    /** The first change without which those before it can be written; empty when all of them can by now. */
    Optional<RowChange> find(MappedTable table, NetChanges changes) {
        RowBuffer rows = changes.rows();
        int[] live = IntStream.range(rows.firstRow(), rows.rows())
                .filter(row -> changes.kind(row) != NetKind.VOID)
                .toArray();
        int good = 0;
        int bad = live.length;
        if (bad == 0 || canBeWritten(table, first(changes, live, bad))) {
            return Optional.empty();
        }
        while (bad - good > 1) {
            int middle = (good + bad) >>> 1;
            if (canBeWritten(table, first(changes, live, middle))) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        int row = live[bad - 1];
        return Optional.of(new RowChange(
                rows.commit(row),
                rows.sequence(row),
                changes.kind(row) == NetKind.DELETED,
                KeyTexts.of(rows, rows.image(row))));
    }

    /** The first so many of the live rows. */
    private static NetChanges first(NetChanges changes, int[] live, int count) {
        byte[] kinds = new byte[changes.kinds().length];
        Arrays.fill(kinds, (byte) NetKind.VOID.ordinal());
        for (int i = 0; i < count; i++) {
            kinds[live[i]] = changes.kinds()[live[i]];
        }
        return new NetChanges(changes.rows(), kinds);
    }

    private boolean canBeWritten(MappedTable table, NetChanges part) {
        try {
            writing.write(table, part, true);
            writer.get().settle();
            return true;
        } catch (TainException e) {
            if (!e.code().isOfTable()) {
                throw e;
            }
            return false;
        } finally {
            writing.undo();
        }
    }
}
