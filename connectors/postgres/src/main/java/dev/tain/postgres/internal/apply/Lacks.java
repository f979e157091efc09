package dev.tain.postgres.internal.apply;

import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which values the incomplete rows of a batch lack, and how rows are staged so that the server knows it: each with a
 * bit for every column, set where the value is to be taken from elsewhere. Bits are numbered as {@code get_bit} does.
 */
final class Lacks {
    private final RowBuffer rows;
    private final int columns;
    private final int[] keyColumns;
    /** Columns that all PARTIAL rows lack. */
    private final BitSet always = new BitSet();
    /** Columns that some PARTIAL rows lack, but not all. */
    private final BitSet sometimes = new BitSet();

    private final byte[] mask;

    private Lacks(RowBuffer rows) {
        this.rows = rows;
        this.columns = rows.schema().columns().size();
        this.keyColumns = rows.schema().keyIndexes();
        this.mask = new byte[(columns + Byte.SIZE - 1) / Byte.SIZE];
    }

    static Lacks of(NetChanges changes) {
        Lacks lacks = new Lacks(changes.rows());
        lacks.always.set(0, lacks.columns);
        BitSet inRow = new BitSet(lacks.columns);
        for (int row = changes.rows().firstRow(); row < changes.rows().rows(); row++) {
            if (changes.kind(row) == NetKind.PARTIAL) {
                lacks.read(row, inRow);
                lacks.always.and(inRow);
                lacks.sometimes.or(inRow);
            }
        }
        lacks.sometimes.andNot(lacks.always);
        return lacks;
    }

    private void read(int row, BitSet into) {
        into.clear();
        int field = rows.image(row) + Short.BYTES;
        for (int i = 0; i < columns; i++) {
            into.set(i, rows.length(field) == RowBuffer.UNCHANGED);
            field = rows.next(field);
        }
    }

    /** The statement that writes PARTIAL rows of this batch, staged as {@code kind}. */
    String update(TableSql sql, int kind) {
        return sql.update(kind, always, sometimes);
    }

    /** Stages a row that is complete beside others that are not. */
    void stageWhole(CopyStream copy, int row) throws SQLException {
        copy.begin(2 + columns);
        copy.smallint(Staging.WRITE);
        copy.nothing();
        copy.fields(rows, rows.image(row));
    }

    /** Stages a row with values unknown. */
    void stage(CopyStream copy, int row, int kind) throws SQLException {
        copy.begin(2 + columns);
        copy.smallint(kind);
        stageMask(copy, row);
        stageFields(copy, row);
    }

    /** Stages a row with values unknown that are found under the key of its old image. */
    void stageMoved(CopyStream copy, int row) throws SQLException {
        copy.begin(2 + keyColumns.length + columns);
        copy.smallint(Staging.PATCH);
        stageMask(copy, row);
        int oldImage = rows.oldImage(row);
        int field = oldImage + Short.BYTES;
        for (int i = 0; i < columns; i++) {
            if (rows.schema().columns().get(i).isKey()) {
                copy.field(rows, field);
            }
            field = rows.next(field);
        }
        stageFields(copy, row);
    }

    private void stageMask(CopyStream copy, int row) throws SQLException {
        Arrays.fill(mask, (byte) 0);
        int field = rows.image(row) + Short.BYTES;
        for (int i = 0; i < columns; i++) {
            if (rows.length(field) == RowBuffer.UNCHANGED) {
                mask[i >> 3] |= (byte) (1 << (i & 7));
            }
            field = rows.next(field);
        }
        copy.bytes(mask, mask.length);
    }

    private void stageFields(CopyStream copy, int row) throws SQLException {
        int field = rows.image(row) + Short.BYTES;
        for (int i = 0; i < columns; i++) {
            copy.field(rows, field, i);
            field = rows.next(field);
        }
    }
}
