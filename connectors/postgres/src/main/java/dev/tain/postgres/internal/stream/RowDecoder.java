package dev.tain.postgres.internal.stream;

import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;

/**
 * Turns the tuples of one change into a row, from the message's bytes straight into the buffer's: with {@link Tuple}
 * the hot path of the stream.
 *
 * <p>What becomes of old tuples: an update's tells whether the key changed (then it becomes the row's old image) and
 * fills values that the new tuple leaves unchanged, where it has them; a delete's becomes the image. What an old tuple
 * does not say is {@link RowBuffer#ABSENT}: all but the identity's columns usually, nothing under replica identity
 * FULL.
 */
final class RowDecoder {
    private final Tuple oldTuple = new Tuple();
    private final Tuple newTuple = new Tuple();

    void insert(Message in, Relation relation, RowBuffer rows, long commit, long sequence) {
        readNew(in, relation, in.int8());
        in.finish();
        rows.addRow(Operation.INSERT, writeNew(in.bytes(), relation, rows, false), RowBuffer.NONE, commit, sequence);
    }

    void update(Message in, Relation relation, RowBuffer rows, long commit, long sequence) {
        byte kind = in.int8();
        boolean hasOld = kind != 'N';
        if (hasOld) {
            readOld(in, relation, kind);
            kind = in.int8();
        }
        readNew(in, relation, kind);
        in.finish();
        int image = writeNew(in.bytes(), relation, rows, hasOld);
        boolean moved = hasOld && keyChanged(in.bytes(), relation);
        int oldImage = moved ? writeOld(in.bytes(), relation, rows) : RowBuffer.NONE;
        rows.addRow(Operation.UPDATE, image, oldImage, commit, sequence);
    }

    void delete(Message in, Relation relation, RowBuffer rows, long commit, long sequence) {
        readOld(in, relation, in.int8());
        in.finish();
        rows.addRow(Operation.DELETE, writeOld(in.bytes(), relation, rows), RowBuffer.NONE, commit, sequence);
    }

    private void readNew(Message in, Relation relation, byte kind) {
        if (kind != 'N') {
            throw Message.broken("a change without new row");
        }
        newTuple.read(in, relation);
    }

    private void readOld(Message in, Relation relation, byte kind) {
        switch (kind) {
            case 'K' -> oldTuple.readIdentity(in, relation);
            case 'O' -> oldTuple.read(in, relation);
            default -> throw Message.broken("a change without old row");
        }
    }

    private int writeNew(byte[] message, Relation relation, RowBuffer rows, boolean hasOld) {
        int image = rows.beginImage();
        int columns = relation.carriedColumns();
        for (int column = 0; column < columns; column++) {
            boolean inOld = hasOld && newTuple.length(column) == RowBuffer.UNCHANGED && oldTuple.says(column);
            (inOld ? oldTuple : newTuple).write(message, column, rows);
        }
        return image;
    }

    private int writeOld(byte[] message, Relation relation, RowBuffer rows) {
        int image = rows.beginImage();
        int columns = relation.carriedColumns();
        for (int column = 0; column < columns; column++) {
            oldTuple.write(message, column, rows);
        }
        return image;
    }

    /** A table without key has nothing but the old row to tell which one changed. */
    private boolean keyChanged(byte[] message, Relation relation) {
        int[] key = relation.key();
        for (int column : key) {
            boolean comparable = oldTuple.says(column) && newTuple.says(column);
            if (comparable && !oldTuple.equals(newTuple, message, column)) {
                return true;
            }
        }
        return key.length == 0;
    }
}
