package dev.tain.postgres.internal.slot;

import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Errors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What we do with slots over an ordinary connection, beside reading from them. Used by one thread. */
public final class Slots {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String OBJECT_IN_USE = "55006";
    private static final String UNDEFINED_OBJECT = "42704";

    /** Later versions say more about why a slot is lost; {@code wal_status} says that it is in all of them. */
    private static final String LOOK = """
            SELECT s.slot_name, coalesce(s.plugin, ''), s.database IS NOT DISTINCT FROM current_database(),
                   coalesce(s.active_pid, 0), coalesce(a.application_name, ''),
                   coalesce(s.confirmed_flush_lsn, '0/0')::text,
                   CASE WHEN s.wal_status = 'lost' OR to_jsonb(s) ->> 'invalidation_reason' IS NOT NULL
                             OR (to_jsonb(s) ->> 'conflicting')::boolean
                        THEN coalesce(to_jsonb(s) ->> 'invalidation_reason', 'wal_status is lost') ELSE '' END
              FROM pg_catalog.pg_replication_slots s LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = s.active_pid
             WHERE s.slot_name = ?
            """;

    private final Connection connection;
    private final String applicationName;

    /** @param applicationName a reader of this name is ours, left over from an earlier connection */
    public Slots(Connection connection, String applicationName) {
        this.connection = connection;
        this.applicationName = applicationName;
    }

    public Optional<Slot> find(String name) {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(slot(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw Errors.translate(e, "looking at replication slot " + name);
        }
    }

    /** The slot, which must exist and be good for a stream of ours; another reader may still have it. */
    public Slot require(String name) {
        Slot slot = find(name)
                .orElseThrow(() -> new TainException(
                        ErrorCode.POSTGRES_SLOT_MISSING,
                        "The replication slot " + name + " does not exist.",
                        "Resync the mirror: what was changed since the slot was dropped cannot be streamed any more."));
        slot.unusable().ifPresent(problem -> {
            throw problem.asException();
        });
        return slot;
    }

    /**
     * Waits until nobody reads from the slot, for at most the given time. A reader that is ours is ended, because its
     * connection was ours too and is gone or about to go.
     *
     * @throws TainException {@code POSTGRES_SLOT_BUSY} when somebody still reads from it then
     */
    public void awaitFree(String name, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<Slot> slot = find(name);
        while (slot.isPresent() && slot.get().isActive()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw busy(slot.get());
            }
            if (slot.get().reader().equals(applicationName)) {
                terminate(slot.get().activePid());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            slot = find(name);
        }
    }

    /** Drops the slot, ending a reader that is ours first. An absent one is fine. */
    public void drop(String name, Duration limit) {
        awaitFree(name, limit);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.pg_drop_replication_slot(?)")) {
            statement.setString(1, name);
            statement.execute();
        } catch (SQLException e) {
            if (Errors.state(e).equals(UNDEFINED_OBJECT)) {
                return;
            }
            throw Errors.state(e).equals(OBJECT_IN_USE)
                    ? Errors.translate(ErrorCode.POSTGRES_SLOT_BUSY, e, "dropping replication slot " + name)
                    : Errors.translate(e, "dropping replication slot " + name);
        }
    }

    private void terminate(int pid) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                        + " WHERE pid = ? AND application_name = ?")) {
            statement.setInt(1, pid);
            statement.setString(2, applicationName);
            statement.execute();
        } catch (SQLException e) {
            throw Errors.translate(e, "ending our earlier replication connection, process " + pid);
        }
    }

    private static TainException busy(Slot slot) {
        String reader = slot.reader().isEmpty() ? "a process" : "'" + slot.reader() + "'";
        return new TainException(
                ErrorCode.POSTGRES_SLOT_BUSY,
                "Somebody else reads from the replication slot " + slot.name() + ": " + reader + ", server process "
                        + slot.activePid() + ".",
                "Stop the other reader, or end it: SELECT pg_terminate_backend(" + slot.activePid()
                        + "); It is tried again.");
    }

    private static Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getInt(4),
                row.getString(5),
                Lsn.of(row.getString(6)),
                row.getString(7));
    }
}
