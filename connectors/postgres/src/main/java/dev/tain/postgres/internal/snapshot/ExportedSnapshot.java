package dev.tain.postgres.internal.snapshot;

import dev.tain.connector.Snapshot;
import dev.tain.model.Position;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Closing;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A snapshot that the server keeps as long as the connection that exported it stays open and does nothing else. Any
 * thread may use it.
 */
public final class ExportedSnapshot implements Snapshot {
    private final Connections connections;
    private final Connection exporter;
    private final String name;
    private final Position position;

    /** @param exporter taken over, and closed with this */
    public ExportedSnapshot(Connections connections, Connection exporter, String name, Position position) {
        this.connections = connections;
        this.exporter = exporter;
        this.name = name;
        this.position = position;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Position position() {
        return position;
    }

    /** Tries to read in it. A server that cannot be asked has lost it, or will be asked again by a read. */
    @Override
    public boolean isAlive() {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            statement.execute("SET TRANSACTION SNAPSHOT " + Identifiers.literal(name));
            return true;
        } catch (SQLException | TainException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Closing.quietly(exporter);
    }
}
