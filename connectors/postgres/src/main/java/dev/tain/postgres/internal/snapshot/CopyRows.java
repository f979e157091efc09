package dev.tain.postgres.internal.snapshot;

import dev.tain.model.ErrorCode;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * Takes the rows of a binary {@code COPY ... TO STDOUT} into blocks. A tuple of that format is an image already; it is
 * copied whole, and looked through only to find its end. Source: PostgreSQL documentation, COPY, "Binary Format".
 *
 * <p>The server sends one row in each piece, but does not promise it: pieces may divide the stream anywhere.
 */
final class CopyRows {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BLOCK_BYTES = 1 << 20;
    /** Signature, flags and the length of an extension, which follows. */
    private static final int HEADER_BYTES = 11 + 4 + 4;

    private static final int END = -1;
    private static final int INCOMPLETE = -2;

    private final CopyOut copy;
    private final TableSchema carried;
    private final RowBuffer block;
    private byte[] piece = new byte[0];
    private int at;
    private boolean started;
    private boolean ended;

    CopyRows(CopyOut copy, TableSchema carried) {
        this.copy = copy;
        this.carried = carried;
        this.block = new RowBuffer(carried);
    }

    /**
     * The next rows, each as an insert, until about a mebibyte is full or the copy has ended; null after its end. They
     * are valid until the next call, which uses the same memory.
     */
    @Nullable
    RowBuffer next() throws SQLException {
        block.clear();
        while (!ended && block.size() < BLOCK_BYTES) {
            take(block);
        }
        return block.rows() == 0 ? null : block;
    }

    /** All rows, each as an insert, behind those that the block has. */
    void readAll(RowBuffer block) throws SQLException {
        while (!ended) {
            take(block);
        }
    }

    private void take(RowBuffer block) throws SQLException {
        if (!started && !skipHeader()) {
            more();
            return;
        }
        int tupleEnd = tupleEnd();
        if (tupleEnd == INCOMPLETE) {
            more();
        } else if (tupleEnd == END) {
            ended = true;
            while (copy.readFromCopy() != null) {
                at = piece.length; // nothing follows the end, but the command has to be read to its own
            }
        } else {
            int image = block.addImage(piece, at, tupleEnd - at);
            block.addRow(Operation.INSERT, image, RowBuffer.NONE, 0, 0);
            at = tupleEnd;
        }
    }

    private boolean skipHeader() {
        if (piece.length - at < HEADER_BYTES) {
            return false;
        }
        int extension = (int) INT.get(piece, at + HEADER_BYTES - 4);
        if (piece[at] != 'P' || extension < 0) {
            throw broken("it does not begin as binary COPY");
        }
        if (piece.length - at - HEADER_BYTES < extension) {
            return false;
        }
        at += HEADER_BYTES + extension;
        started = true;
        return true;
    }

    /** Where the tuple at the cursor ends, or a marker. */
    private int tupleEnd() {
        if (piece.length - at < 2) {
            return INCOMPLETE;
        }
        int fields = (short) SHORT.get(piece, at);
        if (fields == -1) {
            return END;
        }
        if (fields != carried.columns().size()) {
            throw broken("a row has " + fields + " fields instead of "
                    + carried.columns().size());
        }
        int end = at + 2;
        for (int i = 0; i < fields; i++) {
            if (piece.length - end < 4) {
                return INCOMPLETE;
            }
            int length = (int) INT.get(piece, end);
            if (length < RowBuffer.NULL) {
                throw broken("a field has the length " + length);
            }
            end += 4;
            if (length > 0) {
                if (length > piece.length - end) {
                    return INCOMPLETE;
                }
                end += length;
            }
        }
        return end;
    }

    /** Puts the next piece behind what is left of this one. */
    private void more() throws SQLException {
        byte[] next = copy.readFromCopy();
        if (next == null) {
            throw broken("it ended without its end mark");
        }
        int left = piece.length - at;
        if (left == 0) {
            piece = next;
        } else {
            byte[] joined = Arrays.copyOfRange(piece, at, piece.length + next.length);
            System.arraycopy(next, 0, joined, left, next.length);
            piece = joined;
        }
        at = 0;
    }

    private static TainException broken(String what) {
        return new TainException(
                ErrorCode.POSTGRES_PROTOCOL,
                "The rows of a COPY cannot be understood: " + what + ".",
                "This is a mistake in Tain, or the server is not the PostgreSQL that it says it is. Please report it"
                        + " with the server's version.");
    }
}
