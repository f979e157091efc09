package dev.tain.postgres.internal.observe;

import dev.tain.connector.Observer.Reader;
import dev.tain.connector.Observer.Slot;
import dev.tain.connector.Observer.Spill;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The server's replication slots, with what is known of their readers. */
final class SlotLook {
    private static final String MAY_READ_CHECKPOINT =
            "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE')";
    private static final String CHECKPOINT = "SELECT redo_lsn::text FROM pg_catalog.pg_control_checkpoint()";

    /** A physical slot has no confirmed position: what it keeps begins where it would restart. */
    private static final String QUERY = """
            WITH here AS (
              SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                          ELSE pg_catalog.pg_current_wal_lsn() END AS wal,
                     (SELECT setting::int8 * 1024 FROM pg_catalog.pg_settings
                       WHERE name = 'logical_decoding_work_mem') AS memory
            )
            SELECT s.slot_name, s.active, s.restart_lsn::text AS restart, s.confirmed_flush_lsn::text AS confirmed,
                   r.sent_lsn::text AS sent, h.wal::text AS wal, s.wal_status, s.safe_wal_size,
                   coalesce(h.wal - coalesce(s.confirmed_flush_lsn, s.restart_lsn), 0)::int8 AS lag,
                   coalesce(s.confirmed_flush_lsn - s.restart_lsn, 0)::int8 AS before_confirmed,
                   a.wait_event_type, a.wait_event, a.state, h.memory,
                   (extract(epoch FROM t.stats_reset) * 1000)::int8 AS reset_at,
                   t.spill_txns, t.spill_count, t.spill_bytes
              FROM pg_catalog.pg_replication_slots s
             CROSS JOIN here h
              LEFT JOIN pg_catalog.pg_stat_replication r ON r.pid = s.active_pid
              LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = s.active_pid
              LEFT JOIN pg_catalog.pg_stat_replication_slots t ON t.slot_name = s.slot_name
             ORDER BY s.slot_name
            """;

    private SlotLook() {}

    static List<Slot> slots(Connection connection) throws SQLException {
        List<Slot> slots = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            String checkpoint = checkpoint(statement);
            try (ResultSet rows = statement.executeQuery(QUERY)) {
                while (rows.next()) {
                    slots.add(slot(rows, checkpoint));
                }
            }
        }
        return slots;
    }

    /** Empty where our user may not know it. */
    private static String checkpoint(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(MAY_READ_CHECKPOINT)) {
            if (!row.next() || !row.getBoolean(1)) {
                return "";
            }
        }
        try (ResultSet row = statement.executeQuery(CHECKPOINT)) {
            return row.next() ? text(row, 1) : "";
        }
    }

    private static Slot slot(ResultSet row, String checkpoint) throws SQLException {
        return new Slot(
                row.getString("slot_name"),
                row.getBoolean("active"),
                checkpoint,
                text(row, "restart"),
                text(row, "confirmed"),
                text(row, "sent"),
                text(row, "wal"),
                Math.max(0, row.getLong("lag")),
                Math.max(0, row.getLong("before_confirmed")),
                text(row, "wal_status"),
                number(row, "safe_wal_size"),
                new Reader(
                        text(row, "wait_event_type"),
                        text(row, "wait_event"),
                        text(row, "state"),
                        row.getLong("memory")),
                new Spill(
                        number(row, "reset_at"),
                        number(row, "spill_txns"),
                        number(row, "spill_count"),
                        number(row, "spill_bytes")));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return text(row, row.findColumn(column));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
