package dev.tain.postgres.internal.snapshot;

import dev.tain.model.ErrorCode;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.CopyFeed;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a binary {@code COPY ... TO STDOUT} into blocks. A tuple of that format is an image already; it is
 * copied whole, and looked through only to find its end. Source: PostgreSQL documentation, COPY, "Binary Format".
 *
 * <p>The server sends one row in each piece, but does not promise it: pieces may divide the stream anywhere.
 */
public final class CopyRows {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BLOCK_BYTES = 1 << 20;
    /** Signature, flags and the length of an extension, which follows. */
    private static final int HEADER_BYTES = 11 + 4 + 4;

    private static final byte[] NOTHING = {};
    private static final int END = -1;
    private static final int INCOMPLETE = -2;

    private final CopyFeed copy;
    private final TableSchema carried;
    private final RowBuffer block;
    private byte[] piece = NOTHING;
    private int at;
    private int end;
    private boolean started;
    private boolean ended;

    public CopyRows(CopyFeed copy, TableSchema carried) {
        this.copy = copy;
        this.carried = carried;
        this.block = new RowBuffer(carried);
    }

    /**
     * The next rows, each as an insert, until about a mebibyte is full or the copy has ended; null after its end. They
     * are valid until the next call, which uses the same memory.
     */
    @Nullable
    public RowBuffer next() throws SQLException, IOException {
        block.clear();
        while (!ended && block.size() < BLOCK_BYTES) {
            take(block);
        }
        return block.rows() == 0 ? null : block;
    }

    /** All rows, each as an insert, behind those that the block has. */
    void readAll(RowBuffer block) throws SQLException, IOException {
        while (!ended) {
            take(block);
        }
    }

    private void take(RowBuffer block) throws SQLException, IOException {
        if (!started && !skipHeader()) {
            more();
            return;
        }
        int tupleEnd = at == end ? INCOMPLETE : tupleEnd();
        if (tupleEnd == INCOMPLETE) {
            more();
        } else if (tupleEnd == END) {
            ended = true;
            while (copy.next()) {
                at = end; // nothing follows the end, but the command has to be read to its own
            }
        } else {
            int image = block.addImage(piece, at, tupleEnd - at);
            block.addRow(Operation.INSERT, image, RowBuffer.NONE, 0, 0);
            at = tupleEnd;
        }
    }

    private boolean skipHeader() {
        if (end - at < HEADER_BYTES) {
            return false;
        }
        int extension = (int) INT.get(piece, at + HEADER_BYTES - 4);
        if (piece[at] != 'P' || extension < 0) {
            throw broken("it does not begin as binary COPY");
        }
        if (end - at - HEADER_BYTES < extension) {
            return false;
        }
        at += HEADER_BYTES + extension;
        started = true;
        return true;
    }

    /** Where the tuple at the cursor ends, or a marker. */
    private int tupleEnd() {
        if (end - at < 2) {
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
        int field = at + 2;
        for (int i = 0; i < fields; i++) {
            if (end - field < 4) {
                return INCOMPLETE;
            }
            int length = (int) INT.get(piece, field);
            if (length < RowBuffer.NULL) {
                throw broken("a field has the length " + length);
            }
            field += 4;
            if (length > 0) {
                if (length > end - field) {
                    return INCOMPLETE;
                }
                field += length;
            }
        }
        return field;
    }

    /** Goes to the next piece, and puts what is left of this one before it. */
    private void more() throws SQLException, IOException {
        byte[] left = at == end ? NOTHING : Arrays.copyOfRange(piece, at, end);
        if (!copy.next()) {
            throw broken("it ended without its end mark");
        }
        piece = copy.bytes();
        at = copy.from();
        end = copy.to();
        if (left.length > 0) {
            piece = joined(left, piece, at, end);
            at = 0;
            end = piece.length;
        }
    }

    private static byte[] joined(byte[] left, byte[] next, int from, int to) {
        byte[] joined = Arrays.copyOf(left, left.length + to - from);
        System.arraycopy(next, from, joined, left.length, to - from);
        return joined;
    }

    private static TainException broken(String what) {
        return new TainException(
                ErrorCode.POSTGRES_PROTOCOL,
                "The rows of a COPY cannot be understood: " + what + ".",
                "This is a mistake in Tain, or the server is not the PostgreSQL that it says it is. Please report it"
                        + " with the server's version.");
    }
}
