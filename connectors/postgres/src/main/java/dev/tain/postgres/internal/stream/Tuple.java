package dev.tain.postgres.internal.stream;

import dev.tain.model.RowBuffer;
import java.util.Arrays;

/**
 * Where the values of one tuple lie in their message, by carried column. Reused from row to row; its arrays grow to the
 * widest table and stay.
 */
final class Tuple {
    private int[] offsets = new int[32];
    /** The number of bytes, or one of {@link RowBuffer}'s markers. */
    private int[] lengths = new int[32];

    /** Reads a tuple that says all columns. */
    void read(Message in, Relation relation) {
        read(in, relation, false);
    }

    /**
     * Reads a tuple that says the columns of the replica identity; its other columns are there as nulls and mean
     * nothing.
     */
    void readIdentity(Message in, Relation relation) {
        read(in, relation, true);
    }

    private void read(Message in, Relation relation, boolean identityOnly) {
        int columns = relation.wireColumns();
        int count = in.int16();
        if (count != columns) {
            throw Message.broken("a row of " + count + " columns where the relation has " + columns);
        }
        if (offsets.length < columns) {
            offsets = new int[columns];
            lengths = new int[columns];
        }
        for (int wire = 0; wire < columns; wire++) {
            byte kind = in.int8();
            int length = kind == 'n' ? RowBuffer.NULL : kind == 'u' ? RowBuffer.UNCHANGED : value(in, kind);
            int column = relation.carriedIndex(wire);
            if (column == Relation.PASSED_OVER) {
                continue;
            }
            if (length >= 0 && kind != relation.kind(wire)) {
                throw Message.broken("a value of kind '" + (char) kind + "' in column "
                        + relation.carried().columns().get(column).name() + " of "
                        + relation.carried().name());
            }
            offsets[column] = in.at() - Math.max(length, 0);
            lengths[column] = identityOnly && !relation.identifies(wire) ? RowBuffer.ABSENT : length;
        }
    }

    private static int value(Message in, byte kind) {
        if (kind != 'b' && kind != 't') {
            throw Message.broken("a value of kind " + kind);
        }
        int length = in.length();
        in.skip(length);
        return length;
    }

    /** The number of bytes of a carried column's value, or one of {@link RowBuffer}'s markers. */
    int length(int column) {
        return lengths[column];
    }

    /** Whether the tuple tells the column's value, NULL included. */
    boolean says(int column) {
        return lengths[column] >= RowBuffer.NULL;
    }

    /** Writes the column's value or marker. */
    void write(byte[] message, int column, RowBuffer to) {
        int length = lengths[column];
        if (length >= 0) {
            to.value(message, offsets[column], length);
        } else {
            to.marker(length);
        }
    }

    /** Whether two tuples of one message have the same bytes, or the same marker, in a column. */
    boolean equals(Tuple other, byte[] message, int column) {
        int length = lengths[column];
        if (length != other.lengths[column] || length <= 0) {
            return length == other.lengths[column];
        }
        int mine = offsets[column];
        int others = other.offsets[column];
        return Arrays.equals(message, mine, mine + length, message, others, others + length);
    }
}
