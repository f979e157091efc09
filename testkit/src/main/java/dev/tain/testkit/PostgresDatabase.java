package dev.tain.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One database of a test, dropped on close together with its replication slots and whoever is still connected.
 *
 * <p>Its methods throw {@link AssertionError} for SQL that fails, so that tests stay short.
 */
public record PostgresDatabase(PostgresServer server, String name) implements AutoCloseable {
    /** Every database has this user, without a password. */
    public static final String USER = "postgres";

    static PostgresDatabase create(PostgresServer server, String name) {
        server.administration().execute("create database " + name);
        return new PostgresDatabase(server, name);
    }

    public String jdbcUrl() {
        return jdbcUrl(server.port());
    }

    /** The address through another port, such as a {@link FaultProxy}'s. */
    public String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=" + USER;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Runs each statement in a transaction of its own. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError("SQL failed in " + name + ": " + String.join("; ", statements), e);
        }
    }

    /** The rows of a query, each as its column values in text, separated by a bar; a NULL shows as {@code ∅}. */
    public List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError("query failed in " + name + ": " + query, e);
        }
    }

    /** The only value of a query that yields one row with one column, in text. */
    public String value(String query) {
        List<String> rows = rows(query);
        if (rows.size() != 1) {
            throw new AssertionError("expected one row, got " + rows.size() + ": " + query);
        }
        return rows.getFirst();
    }

    public long count(String table) {
        return Long.parseLong(value("select count(*) from " + table));
    }

    @Override
    public void close() {
        if (!server.process().isRunning()) {
            return; // the server goes, and its databases with it
        }
        String here = " where database = '" + name + "'";
        PostgresDatabase administration = server.administration();
        administration.execute("select pg_terminate_backend(active_pid) from pg_replication_slots" + here
                + " and active_pid is not null");
        Await.until(
                "the slots of " + name + " are free",
                () -> administration
                        .rows("select slot_name from pg_replication_slots" + here + " and active")
                        .isEmpty());
        administration.execute(
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots" + here,
                "drop database if exists " + name + " with (force)");
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            String value = result.getString(i);
            values.add(value == null ? "∅" : value);
        }
        return String.join("|", values);
    }
}
