package dev.tain.app.internal.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One of the demo's databases, as plain SQL sees it. */
record Database(String host, int port, String name, String url) {

    /** What says in the body that creates a peer how it is reached. */
    String peer() {
        return """
                "type": "POSTGRES", "postgres_config": {"host": "%s",
                  "port": %d, "user": "postgres", "password": "", "database": "%s"}""".formatted(host, port, name);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
