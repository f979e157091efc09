package dev.tain.connector;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The form in which a destination keeps changes that it holds: blocks that stand alone, each with the columns that its
 * rows were made for, so that they can be read after the table got others.
 *
 * <p>A block is: its version; one byte, 1 when the table was emptied before its rows; the number of columns, and of
 * each the name, the type, the encoding and the place in the key; then rows to its end, each as the ordinal of its
 * {@link NetKind}, its commit and sequence, and its image. Numbers are big-endian.
 *
 * <p>Taken together again, the rows come to the same net changes: removals are first, and there is one row per key.
 * Of a moved row it is not kept where it came from. It is read as an update of the row under its own key to itself,
 * which in a replay, and held changes are always replayed, means that it is read at the source.
 */
public final class HeldRows {
    private static final byte VERSION = 1;

    private HeldRows() {}

    /**
     * The changes in blocks of about {@code blockBytes} bytes, more only where one row has more; none when there is
     * nothing to keep. To be read in this order.
     */
    public static List<byte[]> encode(NetChanges changes, int blockBytes) {
        try {
            return new Encoder(changes, blockBytes).run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /**
     * The rows of a block, for a table that may have other columns by now: values of columns that are gone are left
     * out, and values of columns that came since are unchanged ones, to be read where they are.
     *
     * @throws TainException {@code TABLE_SCHEMA_CHANGED} when the key or a column's type is another one now
     */
    public static RowBuffer decode(byte[] block, TableSchema schema) {
        return new HeldRowsDecoder(block, schema).run();
    }

    static TainException unreadable(TableSchema schema, String why) {
        return new TainException(
                ErrorCode.TABLE_SCHEMA_CHANGED,
                "Changes of " + schema.name() + " that were held cannot be applied: " + why + ".",
                "Resync the table.");
    }

    static byte version() {
        return VERSION;
    }

    /** What of a column decides whether its bytes can still be read: modifiers, such as a length, do not matter. */
    static String bareType(String type) {
        return type.replaceAll("\\([^)]*\\)", "");
    }

    private static final class Encoder {
        private final NetChanges changes;
        private final RowBuffer rows;
        private final int blockBytes;
        private final List<byte[]> blocks = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        Encoder(NetChanges changes, int blockBytes) {
            this.changes = changes;
            this.rows = changes.rows();
            this.blockBytes = blockBytes;
        }

        List<byte[]> run() throws IOException {
            if (changes.isTruncated()) {
                header(true);
            }
            for (int row = rows.firstRow(); row < rows.rows(); row++) {
                if (changes.kind(row) == NetKind.DELETED) {
                    add(row);
                }
            }
            for (int row = rows.firstRow(); row < rows.rows(); row++) {
                if (changes.kind(row) != NetKind.DELETED && changes.kind(row) != NetKind.VOID) {
                    add(row);
                }
            }
            end();
            return blocks;
        }

        private void header(boolean truncated) throws IOException {
            out.writeByte(VERSION);
            out.writeByte(truncated ? 1 : 0);
            List<Column> columns = rows.schema().columns();
            out.writeShort(columns.size());
            for (Column column : columns) {
                text(column.name());
                text(column.type());
                out.writeByte(column.encoding() == Encoding.BINARY ? 0 : 1);
                out.writeShort(column.keyOrdinal());
            }
        }

        private void text(String text) throws IOException {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeShort(utf8.length);
            out.write(utf8);
        }

        private void add(int row) throws IOException {
            int image = rows.image(row);
            int length = rows.imageEnd(image) - image;
            if (bytes.size() == 0) {
                header(false);
            } else if (bytes.size() + (long) length > blockBytes) {
                end();
                header(false);
            }
            out.writeByte(changes.kinds()[row]);
            out.writeLong(rows.commit(row));
            out.writeLong(rows.sequence(row));
            out.write(rows.bytes(), image, length);
        }

        private void end() {
            if (bytes.size() > 0) {
                blocks.add(bytes.toByteArray());
                bytes.reset();
            }
        }
    }
}
