package dev.tain.postgres.internal.observe;

import dev.tain.connector.Observer;
import dev.tain.model.TableName;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Errors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Looks into a PostgreSQL database. Holds no connection: each look opens one. */
public final class PostgresObserver implements Observer {
    private final Connections connections;

    public PostgresObserver(Connections connections) {
        this.connections = connections;
    }

    @Override
    public List<String> schemas() {
        return look("listing schemas", Relations::schemas);
    }

    @Override
    public List<TableName> everything() {
        return look("listing tables", Relations::everything);
    }

    @Override
    public List<Table> tables(String schema) {
        return look("listing the tables of a schema", connection -> Relations.tables(connection, schema));
    }

    @Override
    public List<Column> columns(TableName table) {
        return look("listing the columns of a table", connection -> Columns.of(connection, table));
    }

    @Override
    public List<String> publications() {
        return look("listing publications", Relations::publications);
    }

    @Override
    public List<Slot> slots() {
        return look("listing replication slots", SlotLook::slots);
    }

    @Override
    public List<Session> sessions() {
        return look("listing connections", Sessions::ours);
    }

    @Override
    public List<RowCount> count(List<Counted> tables, Duration limit) {
        return look("counting rows", connection -> new Counting(connection, limit).count(tables));
    }

    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    /** A lock that somebody else holds may be in the way; a person waits for an answer and can ask again. */
    private <T> T look(String doing, Look<T> look) {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = '15s'; SET default_transaction_read_only = on");
            return look.at(connection);
        } catch (SQLException e) {
            throw Errors.translate(e, doing);
        }
    }
}
