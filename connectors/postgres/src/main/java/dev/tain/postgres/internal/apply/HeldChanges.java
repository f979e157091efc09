package dev.tain.postgres.internal.apply;

import dev.tain.connector.Applier.Held;
import dev.tain.connector.HeldRows;
import dev.tain.model.NetChanges;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Keeps changes for later in the bookkeeping, in blocks of bounded size, within the applier's transaction. */
final class HeldChanges {
    /** So that neither a block nor its reading needs much memory, whatever the batch had. */
    private static final int BLOCK_BYTES = 4 << 20;

    private final Session session;
    private final Bookkeeping bookkeeping;

    HeldChanges(Session session, Bookkeeping bookkeeping) {
        this.session = session;
        this.bookkeeping = bookkeeping;
    }

    void add(TableName source, NetChanges changes) throws SQLException {
        String insert = "INSERT INTO " + bookkeeping.held() + " (mirror, source_schema, source_table, payload) VALUES ("
                + bookkeeping.values(source) + ", ?)";
        try (PreparedStatement statement = session.connection().prepareStatement(insert)) {
            for (byte[] block : HeldRows.encode(changes, BLOCK_BYTES)) {
                statement.setBytes(1, block);
                statement.executeUpdate();
            }
        }
    }

    /** The oldest blocks, at most about {@code maxBytes}, at least one when there is one. */
    List<Held> read(TableSchema source, int maxBytes) throws SQLException {
        String query = "SELECT id, payload FROM (SELECT id, payload, sum(length(payload)) OVER (ORDER BY id)"
                + " - length(payload) AS before FROM (SELECT id, payload FROM " + bookkeeping.held() + " WHERE "
                + bookkeeping.of(source.name()) + " ORDER BY id LIMIT " + (1 + maxBytes / 1_000)
                + ") AS eldest) AS summed WHERE before < " + maxBytes + " ORDER BY id";
        List<Held> held = new ArrayList<>();
        try (PreparedStatement statement = session.connection().prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                held.add(new Held(rows.getLong(1), HeldRows.decode(rows.getBytes(2), source)));
            }
        }
        return held;
    }

    /** Removes blocks up to and including {@code id}, together with the next statements. */
    void remove(TableName source, long id) {
        session.defer(bookkeeping.removeHeld(source) + " AND id <= " + id);
    }
}
