package dev.tain.postgres.internal.apply;

import dev.tain.model.Column;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Writes a staged chunk where rows of earlier chunks have unique values of its rows. That happens when chunks are read
 * one after the other without a common snapshot, and such a row changed between its own reading and this one. It is
 * removed, and a change that carries nothing of it is held: when held changes are applied after the copy, the row is
 * missing and is read at the source.
 */
final class ChunkConflicts {
    private static final String KEPT = "pg_temp.tain_kept";
    private static final int COPY_HEADER_BYTES = 19;

    private final Session session;
    private final TableWriter writer;
    private final HeldChanges held;
    private final ConflictSql conflicts;

    ChunkConflicts(Session session, TableWriter writer, Bookkeeping bookkeeping) {
        this.session = session;
        this.writer = writer;
        this.held = new HeldChanges(session, bookkeeping);
        this.conflicts = new ConflictSql(writer.layout(), writer.staging().name());
    }

    void write() throws SQLException {
        boolean keepsExtras = !writer.layout().extras().isEmpty();
        if (keepsExtras) {
            session.run(conflicts.keepExtras(KEPT, Staging.WRITE));
        }
        session.run(writer.sql().delete(Staging.WRITE));
        session.run(conflicts.markBlockers().toArray(new String[0]));
        RowBuffer blockers = blockers();
        byte[] kinds = new byte[blockers.rows()];
        Arrays.fill(kinds, (byte) NetKind.PARTIAL.ordinal());
        held.add(blockers.schema().name(), new NetChanges(blockers, kinds));
        session.run(writer.sql().delete(Staging.BLOCKER), writer.sql().insertAll(Staging.WRITE));
        if (keepsExtras) {
            session.run(conflicts.restoreExtras(KEPT), "DROP TABLE " + KEPT);
        }
    }

    /** The keys of the rows in the way, all else unchanged. */
    private RowBuffer blockers() throws SQLException {
        TableSchema schema = writer.layout().mapped().source();
        String keys = Arrays.stream(schema.keyIndexes())
                .sorted()
                .mapToObj(i -> "c" + i)
                .collect(Collectors.joining(", "));
        String query = "SELECT DISTINCT " + keys + " FROM " + writer.staging().name() + " WHERE k = " + Staging.BLOCKER;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            session.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        RowBuffer rows = new RowBuffer(schema);
        ByteBuffer in = ByteBuffer.wrap(bytes.toByteArray()).position(COPY_HEADER_BYTES);
        while (in.getShort() >= 0) {
            rows.addRow(Operation.UPDATE, keyImage(rows, in), RowBuffer.NONE, 0, rows.rows());
        }
        return rows;
    }

    private static int keyImage(RowBuffer rows, ByteBuffer in) {
        int image = rows.beginImage();
        for (Column column : rows.schema().columns()) {
            if (column.isKey()) {
                byte[] value = new byte[in.getInt()];
                in.get(value);
                rows.value(value, 0, value.length);
            } else {
                rows.marker(RowBuffer.UNCHANGED);
            }
        }
        return image;
    }
}
