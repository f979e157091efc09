package dev.tain.app.internal.demo;

import dev.tain.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Another PostgreSQL. */
record PostgresReplica(EmbeddedPostgres server, Database database) implements Replica {
    @Override
    public String place() {
        return DemoServers.place(server);
    }

    @Override
    public String peer() {
        return database.peer();
    }

    @Override
    public Watch watch() throws SQLException {
        Connection connection = database.connect();
        return new PulseWatch(connection, connection.prepareStatement(Pulse.SEEN));
    }

    private record PulseWatch(Connection connection, PreparedStatement seen) implements Watch {
        @Override
        public long beat() throws SQLException {
            return Pulse.number(seen);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Override
    public RowText rowText() {
        return RowText.POSTGRES;
    }

    @Override
    public List<RowsAndSum> answers(List<String> questions) throws SQLException {
        return answers(database, questions);
    }

    static List<RowsAndSum> answers(Database database, List<String> questions) throws SQLException {
        List<RowsAndSum> answers = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String question : questions) {
                try (ResultSet row = statement.executeQuery(question)) {
                    row.next();
                    answers.add(new RowsAndSum(row.getLong(1), row.getString(2)));
                }
            }
        }
        return answers;
    }

    @Override
    public void close() {
        server.close();
    }
}
