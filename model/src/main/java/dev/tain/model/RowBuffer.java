package dev.tain.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of one table as bytes, in the order in which they were added; the unit that travels from decode to apply.
 *
 * <p>A row's <em>image</em> has the layout of a tuple in PostgreSQL's binary COPY format: a 16-bit count of fields,
 * then for each field a 32-bit length and that many bytes, all big-endian. Three lengths mean no bytes: {@link #NULL},
 * {@link #UNCHANGED} (a stored value that the change did not carry) and {@link #ABSENT} (not said, as in the image of a
 * deleted row that has its key only). So a row between two systems that speak this format is copied, never parsed.
 * Source: PostgreSQL documentation, COPY, "Binary Format".
 *
 * <p>Owned by one thread at a time. Invariants: (a) the bytes of an image don't change once its row is added; (b) a
 * row's offsets lie within {@link #size()}; (c) an image has as many fields as the schema has columns.
 */
public final class RowBuffer {
    public static final int NULL = -1;
    public static final int UNCHANGED = -2;
    public static final int ABSENT = -3;
    /** Says that a row has no old image. */
    public static final int NONE = -1;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_BYTES = 4096;
    private static final int FIRST_ROWS = 64;

    private final TableSchema schema;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;
    private int rows;
    private int[] images = new int[FIRST_ROWS];
    private int[] oldImages = new int[FIRST_ROWS];
    private byte[] operations = new byte[FIRST_ROWS];
    private long[] commits = new long[FIRST_ROWS];
    private long[] sequences = new long[FIRST_ROWS];
    private boolean truncated;
    private int firstRow;

    public RowBuffer(TableSchema schema) {
        this.schema = schema;
    }

    public TableSchema schema() {
        return schema;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Bytes in use by images. */
    public int size() {
        return size;
    }

    /** The backing array; valid until the next write. Offsets are those of {@link #image} and {@link #oldImage}. */
    public byte[] bytes() {
        return bytes;
    }

    public int image(int row) {
        return images[row];
    }

    /** Offset of the image before the change, or {@link #NONE}. */
    public int oldImage(int row) {
        return oldImages[row];
    }

    public Operation operation(int row) {
        return OPERATIONS[operations[row]];
    }

    private static final Operation[] OPERATIONS = Operation.values();

    /** {@link Position#order()} of the commit that the row belongs to. */
    public long commit(int row) {
        return commits[row];
    }

    /** The row's place within its transaction, from 0. */
    public long sequence(int row) {
        return sequences[row];
    }

    // ---- writing: images first, then the row that they belong to

    /** Starts an image; returns its offset. Fields follow, one call for each column. */
    public int beginImage() {
        ensure(2);
        int at = size;
        SHORT.set(bytes, size, (short) schema.columns().size());
        size += 2;
        return at;
    }

    /** Adds a field that has no bytes: {@link #NULL}, {@link #UNCHANGED} or {@link #ABSENT}. */
    public void marker(int marker) {
        ensure(4);
        INT.set(bytes, size, marker);
        size += 4;
    }

    public void value(byte[] from, int offset, int length) {
        ensure(4 + length);
        INT.set(bytes, size, length);
        System.arraycopy(from, offset, bytes, size + 4, length);
        size += 4 + length;
    }

    /**
     * Adds a whole image that has this buffer's layout already, such as a tuple of a binary COPY; returns its offset.
     */
    public int addImage(byte[] from, int offset, int length) {
        ensure(length);
        int at = size;
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return at;
    }

    /** Forgets what was written since {@code offset}, which must not belong to a row. */
    public void rewind(int offset) {
        size = offset;
    }

    /** Forgets all rows and keeps the memory for others. */
    public void clear() {
        size = 0;
        rows = 0;
        truncated = false;
        firstRow = 0;
    }

    /** Adds a row over images written before; {@code oldImage} is {@link #NONE} or an offset. */
    public void addRow(Operation operation, int image, int oldImage, long commit, long sequence) {
        if (rows == images.length) {
            growRows();
        }
        images[rows] = image;
        oldImages[rows] = oldImage;
        operations[rows] = (byte) operation.ordinal();
        commits[rows] = commit;
        sequences[rows] = sequence;
        rows++;
    }

    /** Gives a row another image, as when values that it lacks are filled in from an earlier one. */
    public void setImage(int row, int image) {
        images[row] = image;
    }

    /** Gives a row another old image, or {@link #NONE}. */
    public void setOldImage(int row, int oldImage) {
        oldImages[row] = oldImage;
    }

    /** The table was emptied at this point: rows added so far are void, later ones count. */
    public void truncate() {
        truncated = true;
        firstRow = rows;
    }

    /** Whether the table was emptied before the rows that count. */
    public boolean isTruncated() {
        return truncated;
    }

    /** The first row that counts: 0, or the number of rows that the last truncation made void. */
    public int firstRow() {
        return firstRow;
    }

    // ---- reading fields

    /** Offset of the length word of field {@code column} in the image at {@code image}. */
    public int field(int image, int column) {
        int at = image + 2;
        for (int i = 0; i < column; i++) {
            int length = (int) INT.get(bytes, at);
            at += length > 0 ? 4 + length : 4;
        }
        return at;
    }

    /** Length of the field whose length word is at {@code field}: bytes, or one of the markers. */
    public int length(int field) {
        return (int) INT.get(bytes, field);
    }

    /** Offset of the length word after the field at {@code field}; after the last one it is the image's end. */
    public int next(int field) {
        int length = length(field);
        return length > 0 ? field + 4 + length : field + 4;
    }

    /** Offset just behind the image. */
    public int imageEnd(int image) {
        return field(image, schema.columns().size());
    }

    /** Whether some field of the image has the given marker. */
    public boolean contains(int image, int marker) {
        int at = image + 2;
        for (int i = schema.columns().size(); i > 0; i--) {
            int length = (int) INT.get(bytes, at);
            if (length == marker) {
                return true;
            }
            at += length > 0 ? 4 + length : 4;
        }
        return false;
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            long wanted = Math.max((long) size + more, bytes.length * 2L);
            if ((long) size + more > Integer.MAX_VALUE - 16) {
                throw new IllegalStateException("rows of " + schema.name() + " exceed 2 GiB in one batch");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 16));
        }
    }

    private void growRows() {
        int wanted = rows * 2;
        images = Arrays.copyOf(images, wanted);
        oldImages = Arrays.copyOf(oldImages, wanted);
        operations = Arrays.copyOf(operations, wanted);
        commits = Arrays.copyOf(commits, wanted);
        sequences = Arrays.copyOf(sequences, wanted);
    }
}
