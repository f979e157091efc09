package dev.tain.postgres.internal.stream;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.StreamSpec;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.Position;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.WireConnection;
import dev.tain.postgres.internal.slot.Slot;
import dev.tain.postgres.internal.slot.Slots;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyDual;

/** Starts streams. */
public final class Streams {
    /** How long an earlier reader of the slot is waited for. */
    private static final Duration SLOT_LIMIT = Duration.ofSeconds(10);
    /** How long the server hears nothing from us at most; less where it loses patience sooner. */
    private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

    private static final String OBJECT_IN_USE = "55006";
    private static final String STANDING = """
            SELECT pg_catalog.pg_current_wal_insert_lsn()::text,
                   (SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'wal_sender_timeout')
            """;

    private Streams() {}

    /**
     * Starts reading from the spec's slot.
     *
     * @param from transactions that end there or before are passed over; null to start where the slot stands
     */
    public static ChangeStream open(Connections connections, StreamSpec spec, @Nullable Position from) {
        return open(connections, spec, from, SLOT_LIMIT);
    }

    static ChangeStream open(Connections connections, StreamSpec spec, @Nullable Position from, Duration slotLimit) {
        Duration interval;
        try (Connection connection = connections.open()) {
            Slots slots = new Slots(connection, connections.applicationName());
            slots.require(spec.slot());
            slots.awaitFree(spec.slot(), slotLimit);
            interval = checkStanding(connection, slots.require(spec.slot()), from);
        } catch (SQLException e) {
            throw Errors.translate(e, "looking at replication slot " + spec.slot());
        }
        Position start = from == null ? Lsn.ZERO : from;
        CatalogRelations catalog = new CatalogRelations(connections);
        WireConnection connection = connections.openStreaming();
        return new PostgresStream(
                start(connection, spec, start, new StandbyStatus(interval, connection.silence())),
                new PgOutputDecoder(catalog, PostgresStream.watched(spec.tables()), start),
                catalog);
    }

    /**
     * Makes sure that nothing is missing between the position and what the slot gives, and that the server's log
     * reaches to the position. Returns how often the server wants to hear from us.
     */
    private static Duration checkStanding(Connection connection, Slot slot, @Nullable Position from)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STANDING)) {
            row.next();
            if (from != null && from.isBefore(slot.confirmed())) {
                throw lost(
                        "The replication slot " + slot.name() + " stands at " + slot.confirmed()
                                + ", after the position " + from
                                + " that the mirror has reached: the changes between were"
                                + " given to somebody else, or the slot was made anew.",
                        "Resync the mirror.");
            }
            Lsn end = Lsn.of(row.getString(1));
            if (from != null && end.isBefore(from)) {
                throw lost(
                        "The server's log ends at " + end + ", before the position " + from
                                + " that the mirror has reached: it is another server, or one restored from an earlier"
                                + " state.",
                        "Check the peer's host. If the server was restored, resync the mirror.");
            }
            long patience = row.getLong(2);
            Duration third = Duration.ofMillis(Math.max(1, patience / 3));
            return patience == 0 || third.compareTo(STATUS_INTERVAL) > 0 ? STATUS_INTERVAL : third;
        }
    }

    static ReplicationFeed start(WireConnection connection, StreamSpec spec, Position start, StandbyStatus status) {
        String command = "START_REPLICATION SLOT " + Identifiers.quote(spec.slot()) + " LOGICAL " + start.text()
                + " (\"proto_version\" '1', \"publication_names\" "
                + Identifiers.protocolLiteral(Identifiers.quote(spec.publication()))
                + ", \"binary\" 'true', \"messages\" 'true')";
        try {
            CopyDual copy = connection.connection().getCopyAPI().copyDual(command);
            return new ReplicationFeed(connection, copy, status);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw refused(spec, e);
        }
    }

    private static TainException refused(StreamSpec spec, Exception e) {
        String doing = "starting to read from replication slot " + spec.slot();
        return Errors.state(e).equals(OBJECT_IN_USE)
                ? Errors.translate(ErrorCode.POSTGRES_SLOT_BUSY, e, doing)
                : Errors.translate(e, doing);
    }

    private static TainException lost(String sentence, String remedy) {
        return new TainException(ErrorCode.POSTGRES_SLOT_LOST, sentence, remedy);
    }
}
