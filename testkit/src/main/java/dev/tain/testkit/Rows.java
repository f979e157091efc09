package dev.tain.testkit;

import dev.tain.model.Lsn;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows and net changes of a table out of Java values, in the binary form of PostgreSQL's types: bigint from Long,
 * integer from Integer, boolean from Boolean, text from String, bytea (and any bytes as they are) from byte arrays.
 */
public final class Rows {
    /** A value that the change did not carry. */
    public static final Object UNCHANGED = new Object();
    /** A value of which nothing is said. */
    public static final Object ABSENT = new Object();

    /** Commits come one after the other, as at a source; each row is its own transaction. */
    private static final AtomicLong COMMITS = new AtomicLong();

    private final RowBuffer rows;
    private byte[] kinds = new byte[16];
    private long together;

    public Rows(TableSchema schema) {
        this.rows = new RowBuffer(schema);
    }

    /** Adds a row of this kind; not one that moved. */
    public Rows add(NetKind kind, @Nullable Object... values) {
        return add(kind, image(values), RowBuffer.NONE);
    }

    /** Adds a row whose key was that of {@code before}, of which only the key counts. */
    public Rows addMoved(@Nullable Object[] before, @Nullable Object... values) {
        return add(NetKind.MOVED, image(values), image(before));
    }

    /** The rows that follow are of one transaction. */
    public Rows together() {
        together = COMMITS.incrementAndGet();
        return this;
    }

    /** The table is emptied here. */
    public Rows truncate() {
        Arrays.fill(kinds, 0, rows.rows(), (byte) NetKind.VOID.ordinal());
        rows.truncate();
        return this;
    }

    public NetChanges net() {
        return new NetChanges(rows, kinds);
    }

    /** The rows alone. */
    public RowBuffer buffer() {
        return rows;
    }

    /** A position after all rows that were made so far. */
    public static Position end() {
        return new Lsn(COMMITS.incrementAndGet());
    }

    private Rows add(NetKind kind, int image, int oldImage) {
        int row = rows.rows();
        if (row == kinds.length) {
            kinds = Arrays.copyOf(kinds, row * 2);
        }
        kinds[row] = (byte) kind.ordinal();
        rows.addRow(operation(kind), image, oldImage, together == 0 ? COMMITS.incrementAndGet() : together, 0);
        return this;
    }

    private static Operation operation(NetKind kind) {
        return switch (kind) {
            case NEW, VOID -> Operation.INSERT;
            case FULL, PARTIAL, MOVED -> Operation.UPDATE;
            case DELETED -> Operation.DELETE;
        };
    }

    private int image(@Nullable Object[] values) {
        if (values.length != rows.schema().columns().size()) {
            throw new IllegalArgumentException(
                    values.length + " values for " + rows.schema().columns().size() + " columns");
        }
        int image = rows.beginImage();
        for (Object value : values) {
            field(value);
        }
        return image;
    }

    private void field(@Nullable Object value) {
        if (value == null) {
            rows.marker(RowBuffer.NULL);
        } else if (value.equals(UNCHANGED)) {
            rows.marker(RowBuffer.UNCHANGED);
        } else if (value.equals(ABSENT)) {
            rows.marker(RowBuffer.ABSENT);
        } else {
            byte[] bytes = bytes(value);
            rows.value(bytes, 0, bytes.length);
        }
    }

    private static byte[] bytes(Object value) {
        return switch (value) {
            case Long number -> ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            case Integer number ->
                ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
            case Boolean truth -> new byte[] {(byte) (truth ? 1 : 0)};
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case byte[] bytes -> bytes;
            default -> throw new IllegalArgumentException("no binary form of " + value.getClass());
        };
    }
}
