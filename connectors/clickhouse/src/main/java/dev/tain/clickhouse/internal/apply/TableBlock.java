package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.block.Block;
import dev.tain.clickhouse.internal.block.EncodedColumn;
import dev.tain.clickhouse.internal.block.Pieces;
import dev.tain.model.RowBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one table on their way into an insert. Whole rows are taken column by column: a loop over values of one type
 * is what processors are good at. Used by one thread; given up when a value does not fit.
 */
final class TableBlock {
    private final Layout layout;
    private final EncodedColumn[] columns;
    private final EncodedColumn deleted;
    private final EncodedColumn hiding;
    private final EncodedColumn version;
    private final Block block;
    private int[] fields = new int[0];

    TableBlock(Layout layout) {
        this.layout = layout;
        this.columns = new EncodedColumn[layout.columns()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new EncodedColumn(layout.column(i).name(), layout.type(i), layout.encoder(i));
        }
        this.deleted = EncodedColumn.plain(Design.deletedColumn(layout.mapped()), "UInt8");
        this.hiding = EncodedColumn.plain(layout.hidingColumn(), "UInt8");
        this.version = EncodedColumn.plain(Design.VERSION, "UInt64");
        List<EncodedColumn> all = new ArrayList<>(List.of(columns));
        all.add(deleted);
        if (!layout.hidingColumn().isEmpty()) {
            all.add(hiding);
        }
        all.add(version);
        this.block = new Block(all);
    }

    long bytes() {
        return block.bytes();
    }

    void drainTo(Pieces pieces) {
        block.drainTo(pieces);
    }

    void add(RowBuffer rows, WholeRows whole) {
        int count = whole.count();
        if (fields.length < count) {
            fields = new int[count];
        }
        for (int i = 0; i < count; i++) {
            fields[i] = whole.image(i) + Short.BYTES;
        }
        for (int i = 0; i < columns.length; i++) {
            try {
                columns[i].addAll(rows, fields, count);
            } catch (IllegalArgumentException e) {
                throw layout.doesNotFit(i, e);
            }
        }
        for (int i = 0; i < count; i++) {
            mark(whole.isDeleted(i), false, whole.version(i));
        }
        block.added(count);
    }

    /** Adds a row that takes what it does not carry from another one as the server gave it. */
    void add(RowBuffer rows, int image, CurrentRow current, Mark mark) {
        int field = image + Short.BYTES;
        for (int i = 0; i < columns.length; i++) {
            int length = rows.length(field);
            if (length == RowBuffer.UNCHANGED || length == RowBuffer.ABSENT) {
                columns[i].addStored(current.bytes(), current.start(i));
            } else {
                add(rows, field, i);
            }
            field = rows.next(field);
        }
        mark(mark.isDeleted(), mark.fate() == Mark.Fate.MOVED, mark.version());
        block.added(1);
    }

    private void add(RowBuffer rows, int field, int column) {
        try {
            columns[column].add(rows.bytes(), field + Integer.BYTES, rows.length(field));
        } catch (IllegalArgumentException e) {
            throw layout.doesNotFit(column, e);
        }
    }

    /** Adds a row as the server gave it, under another mark. */
    void add(CurrentRow current, Mark mark) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].addStored(current.bytes(), current.start(i));
        }
        mark(mark.isDeleted(), mark.fate() == Mark.Fate.MOVED, mark.version());
        block.added(1);
    }

    private void mark(boolean isDeleted, boolean isHidden, long at) {
        deleted.plain().i8(isDeleted ? 1 : 0);
        if (!layout.hidingColumn().isEmpty()) {
            hiding.plain().i8(isHidden ? 1 : 0);
        }
        version.plain().i64(at);
    }
}
