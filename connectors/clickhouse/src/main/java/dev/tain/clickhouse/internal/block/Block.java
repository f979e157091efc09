package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.Out;
import java.util.List;

/**
 * Rows to insert, as columns. Used by one thread.
 *
 * <p>Source of the format: ClickHouse documentation, formats, "Native". Without a client's protocol revision a block is
 * the number of columns and of rows, then for each column its name, its type and its values.
 */
public final class Block {
    private final List<EncodedColumn> columns;
    private final Out header = new Out();
    private int rows;

    /** @param columns each gets a value for each row */
    public Block(List<EncodedColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Says that every column has got the values of so many rows more. */
    public void added(int count) {
        rows += count;
    }

    public int rows() {
        return rows;
    }

    public long bytes() {
        long sum = 0;
        for (EncodedColumn column : columns) {
            sum += column.bytes();
        }
        return sum;
    }

    /** Moves the rows to where they are sent from. */
    public void drainTo(Pieces pieces) {
        if (rows == 0) {
            return;
        }
        header.clear();
        header.length(columns.size());
        header.length(rows);
        for (EncodedColumn column : columns) {
            column.writeTo(header, pieces);
        }
        rows = 0;
    }
}
