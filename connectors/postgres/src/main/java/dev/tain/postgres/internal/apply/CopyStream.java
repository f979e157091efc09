package dev.tain.postgres.internal.apply;

import dev.tain.model.RowBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.BitSet;
import org.postgresql.copy.CopyIn;

/**
 * A binary COPY into a table, fed with the images of rows. Rows gather in one buffer that is sent when it is full, so
 * the driver sees a few big pieces. Source of the layout: PostgreSQL documentation, COPY, "Binary Format".
 *
 * <p>Used by one thread. {@link #close} without {@link #finish} cancels the COPY.
 */
final class CopyStream implements AutoCloseable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final short END = -1;

    private final Session session;
    private final CopyIn copy;
    private final byte[] buffer;
    private final BitSet wrapped;
    private final boolean wraps;
    private int size;
    private boolean ended;

    private CopyStream(Session session, CopyIn copy, BitSet wrapped) {
        this.session = session;
        this.copy = copy;
        this.wrapped = wrapped;
        this.wraps = !wrapped.isEmpty();
        this.buffer = session.copyBuffer();
        System.arraycopy(HEADER, 0, buffer, 0, HEADER.length);
        size = HEADER.length;
    }

    static CopyStream open(Session session, String statement) throws SQLException {
        return open(session, statement, new BitSet());
    }

    /** @param wrapped the fields of images whose values are wrapped, see {@link Detour} */
    static CopyStream open(Session session, String statement, BitSet wrapped) throws SQLException {
        return new CopyStream(session, session.copyIn(statement), wrapped);
    }

    /** Adds a row whose fields are those of the image, none of them unknown. */
    void image(RowBuffer rows, int image) throws SQLException {
        if (wraps) {
            begin(rows.schema().columns().size());
            fields(rows, image);
            return;
        }
        append(rows.bytes(), image, rows.imageEnd(image) - image);
    }

    /** Starts a row of {@code fields} fields, which follow. */
    void begin(int fields) throws SQLException {
        room(Short.BYTES);
        SHORT.set(buffer, size, (short) fields);
        size += Short.BYTES;
    }

    /** Adds a field of type smallint. */
    void smallint(int value) throws SQLException {
        room(Integer.BYTES + Short.BYTES);
        INT.set(buffer, size, Short.BYTES);
        SHORT.set(buffer, size + Integer.BYTES, (short) value);
        size += Integer.BYTES + Short.BYTES;
    }

    /** Adds a field of type bytea. */
    void bytes(byte[] value, int length) throws SQLException {
        length(length);
        append(value, 0, length);
    }

    /** Adds a field that is NULL. */
    void nothing() throws SQLException {
        length(RowBuffer.NULL);
    }

    /** Adds all fields of an image, none of them unknown. */
    void fields(RowBuffer rows, int image) throws SQLException {
        int from = image + Short.BYTES;
        if (!wraps) {
            append(rows.bytes(), from, rows.imageEnd(image) - from);
            return;
        }
        int columns = rows.schema().columns().size();
        for (int i = 0; i < columns; i++) {
            field(rows, from, i);
            from = rows.next(from);
        }
    }

    /** Adds one field, given the offset of its length word; one that is unknown becomes NULL. */
    void field(RowBuffer rows, int field) throws SQLException {
        int length = rows.length(field);
        if (length < 0) {
            nothing();
        } else {
            append(rows.bytes(), field, Integer.BYTES + length);
        }
    }

    /** The same for the field of an image at this place. */
    void field(RowBuffer rows, int field, int column) throws SQLException {
        if (wraps && wrapped.get(column) && rows.length(field) >= 0) {
            byte[] value = Detour.wrapped(rows, field);
            bytes(value, value.length);
        } else {
            field(rows, field);
        }
    }

    /** Ends the COPY and returns how many rows the server took. */
    long finish() throws SQLException {
        room(Short.BYTES);
        SHORT.set(buffer, size, END);
        size += Short.BYTES;
        send();
        long rows = copy.endCopy();
        ended = true;
        session.copyEnded();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        if (!ended) {
            ended = true;
            if (copy.isActive()) {
                copy.cancelCopy();
            }
            session.copyEnded();
        }
    }

    private void length(int length) throws SQLException {
        room(Integer.BYTES);
        INT.set(buffer, size, length);
        size += Integer.BYTES;
    }

    private void room(int bytes) throws SQLException {
        if (bytes > buffer.length - size) {
            send();
        }
    }

    /** Bytes that don't fit into the buffer at all are sent from where they are. */
    private void append(byte[] from, int offset, int length) throws SQLException {
        room(length);
        if (length > buffer.length) {
            copy.writeToCopy(from, offset, length);
        } else {
            System.arraycopy(from, offset, buffer, size, length);
            size += length;
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer, 0, size);
        size = 0;
    }
}
