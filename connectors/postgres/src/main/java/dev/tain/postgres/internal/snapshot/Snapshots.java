package dev.tain.postgres.internal.snapshot;

import dev.tain.connector.Snapshot;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.postgres.internal.Closing;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.Log;
import dev.tain.postgres.internal.slot.Slot;
import dev.tain.postgres.internal.slot.Slots;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Takes snapshots, with a new slot or without. */
public final class Snapshots {
    private static final Duration SLOT_LIMIT = Duration.ofSeconds(10);
    private static final String CONFIGURATION_LIMIT = "53400";
    private static final String DUPLICATE_OBJECT = "42710";

    private Snapshots() {}

    /** Creates the slot, dropping one of the same name first; the stream goes on exactly where the snapshot ends. */
    public static Snapshot withNewSlot(Connections connections, String slot) {
        String doing = "creating replication slot " + slot;
        try (Connection ordinary = connections.open()) {
            new Slots(ordinary, connections.applicationName()).drop(slot, SLOT_LIMIT);
        } catch (SQLException e) {
            throw Errors.translate(e, doing);
        }
        Connection exporter = connections.openReplication();
        // The older form of the command, which all supported versions understand.
        try (Statement statement = exporter.createStatement();
                ResultSet row = statement.executeQuery("CREATE_REPLICATION_SLOT " + Identifiers.quote(slot)
                        + " LOGICAL " + Slot.PLUGIN + " EXPORT_SNAPSHOT")) {
            row.next();
            return new ExportedSnapshot(
                    connections, exporter, row.getString("snapshot_name"), Lsn.of(row.getString("consistent_point")));
        } catch (SQLException e) {
            Closing.quietly(exporter);
            throw switch (Errors.state(e)) {
                case CONFIGURATION_LIMIT -> Errors.translate(ErrorCode.POSTGRES_SLOTS_EXHAUSTED, e, doing);
                case DUPLICATE_OBJECT -> Errors.translate(ErrorCode.POSTGRES_SLOT_TAKEN, e, doing);
                default -> Errors.translate(e, doing);
            };
        }
    }

    /** A snapshot of now, for a slot that is there already. What the slot brings from before is visible in it, too. */
    public static Snapshot besideSlot(Connections connections, String slot) {
        try (Connection connection = connections.open()) {
            new Slots(connection, connections.applicationName()).require(slot);
        } catch (SQLException e) {
            throw Errors.translate(e, "looking at replication slot " + slot);
        }
        return now(connections);
    }

    /** A snapshot of now. Everything visible in it was committed before its position. */
    public static Snapshot now(Connections connections) {
        Connection exporter = connections.open();
        try (Statement statement = exporter.createStatement()) {
            statement.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
                row.next();
                return new ExportedSnapshot(connections, exporter, row.getString(1), Log.position(exporter));
            }
        } catch (SQLException | RuntimeException e) {
            Closing.quietly(exporter);
            throw Errors.translate(e, "exporting a snapshot");
        }
    }
}
