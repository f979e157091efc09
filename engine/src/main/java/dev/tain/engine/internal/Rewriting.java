package dev.tain.engine.internal;

import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;

/** Rows to be written over whatever is there. */
final class Rewriting {
    private Rewriting() {}

    /**
     * The removal of all keys, and behind it the rows that there are; netted, each key's last word.
     *
     * @param keys each as a delete
     * @param commit {@link dev.tain.model.Position#order()} that these changes are to have
     */
    static RowBuffer of(RowBuffer keys, RowBuffer now, long commit) {
        RowBuffer rows = new RowBuffer(now.schema());
        add(rows, keys, Operation.DELETE, commit);
        add(rows, now, Operation.INSERT, commit);
        return rows;
    }

    private static void add(RowBuffer to, RowBuffer from, Operation operation, long commit) {
        for (int row = 0; row < from.rows(); row++) {
            int image = from.image(row);
            int copy = to.addImage(from.bytes(), image, from.imageEnd(image) - image);
            to.addRow(operation, copy, RowBuffer.NONE, commit, to.rows());
        }
    }
}
