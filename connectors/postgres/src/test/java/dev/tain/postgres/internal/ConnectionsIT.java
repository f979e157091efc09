package dev.tain.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.PeerReport;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.Watchdog.Patience;
import dev.tain.testkit.Direction;
import dev.tain.testkit.FaultProxy;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

class ConnectionsIT {
    private static final Patience IMPATIENT = new Patience(Duration.ofMillis(200), Duration.ofMillis(50));

    private final PostgresDatabase database = PostgresServer.freshDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sessionsReadAndWriteAlikeWhateverTheDatabaseSays() throws SQLException {
        database.execute(
                "alter database " + database.name() + " set datestyle = 'German'",
                "alter database " + database.name() + " set timezone = 'Asia/Tokyo'",
                "alter database " + database.name() + " set intervalstyle = 'sql_standard'",
                "alter database " + database.name() + " set statement_timeout = '1ms'",
                "alter database " + database.name() + " set extra_float_digits = -3");
        String query = """
                select timestamptz '2026-01-02 03:04:05+00' || ' ' || interval '1 day 2 hours' || ' '
                  || (0.1::float8 + 0.2), current_setting('statement_timeout'),
                  current_setting('application_name')
                """;
        try (Connection connection = new Connections(TestPeers.of(database), "tain_mirror").open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("2026-01-02 03:04:05+00 1 day 02:00:00 0.30000000000000004");
            assertThat(row.getString(2)).isEqualTo("0");
            assertThat(row.getString(3)).isEqualTo("tain_mirror");
        }
    }

    @Test
    void theReportTellsTheVersion() {
        PeerReport report = new PostgresConnector().check(TestPeers.of(database));
        assertThat(report.version())
                .startsWith(Integer.toString(database.server().major()));
        assertThat(report.notes()).containsExactly("The connection is not encrypted.");
    }

    @Test
    void faultsOfConnectingAreToldApart() {
        int port = database.server().port();
        assertRefused(ErrorCode.POSTGRES_DATABASE_MISSING, Map.of("database", "nowhere"), port);
        assertRefused(ErrorCode.POSTGRES_AUTHENTICATION_FAILED, Map.of("user", "nobody"), port);
        assertRefused(ErrorCode.POSTGRES_UNREACHABLE, Map.of("host", "no.such.host.invalid"), port);
        try (FaultProxy proxy = FaultProxy.open(port)) {
            proxy.down();
            assertRefused(ErrorCode.POSTGRES_UNREACHABLE, Map.of(), proxy.port());
        }
    }

    @Test
    void aPasswordIsUsedAndNeverShown() throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.open();
                PostgresDatabase other = server.createDatabase()) {
            other.execute("create role app login password 'right s3cret'");
            Path rules = Path.of(other.value("show hba_file"));
            List<String> lines = Files.readAllLines(rules);
            lines.addFirst("host all app 127.0.0.1/32 scram-sha-256");
            Files.write(rules, lines);
            other.execute("select pg_reload_conf()");
            new Connections(withPassword(other, "right s3cret"), "tain").open().close();
            for (String wrong : List.of("wrong s3cret", "")) {
                assertThatThrownBy(() -> new Connections(withPassword(other, wrong), "tain").open())
                        .isInstanceOfSatisfying(TainException.class, error -> {
                            assertThat(error.code()).isEqualTo(ErrorCode.POSTGRES_AUTHENTICATION_FAILED);
                            assertThat(error.sentence()).doesNotContain("s3cret");
                        });
            }
        }
    }

    @Test
    void settlingWaitsForTheWritersOfThisDatabase() throws Exception {
        database.execute("create table t (id int)");
        Connections connections = new Connections(TestPeers.of(database), "tain");
        try (PostgresDatabase elsewhere = PostgresServer.freshDatabase();
                Connection stranger = elsewhere.connect();
                Connection writer = database.connect();
                Connection reader = database.connect();
                Connection ours = connections.open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            begin(stranger, "create table t (id int)");
            begin(reader, "select * from t");
            Log.settle(ours);
            begin(writer, "insert into t values (1)");
            Future<?> settled = threads.submit(() -> Log.settle(ours));
            assertThat(settled.isDone()).isFalse();
            writer.commit();
            settled.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSilentServerThatWorksIsWaitedFor() throws SQLException {
        Connections connections = new Connections(TestPeers.of(database), "tain", IMPATIENT);
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select pg_sleep(1)")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void aConnectionThatNothingComesThroughIsGivenUp(Direction stalled) throws SQLException {
        int port = database.server().port();
        try (FaultProxy proxy = FaultProxy.open(port)) {
            Connections connections =
                    new Connections(TestPeers.of(database, proxy.port(), Map.of()), "tain", IMPATIENT);
            try (Connection connection = connections.open();
                    Statement statement = connection.createStatement()) {
                proxy.stallOpen(stalled);
                assertThatThrownBy(() -> statement.execute("select 1"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                error -> assertThat(Errors.code(error)).isEqualTo(ErrorCode.POSTGRES_CONNECTION_LOST));
            }
        }
    }

    @Test
    void aConnectionIsGivenUpWhenTheServerTakesNothing() throws SQLException {
        int port = database.server().port();
        database.execute("create table t (v text)");
        try (FaultProxy proxy = FaultProxy.open(port)) {
            Connections connections =
                    new Connections(TestPeers.of(database, proxy.port(), Map.of()), "tain", IMPATIENT);
            try (Connection connection = connections.open()) {
                CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy public.t from stdin");
                proxy.stallOpen(Direction.TO_SERVER);
                byte[] row = "a row\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
                assertThatThrownBy(() -> writeForEver(copy, row)).isInstanceOf(SQLException.class);
            }
        }
    }

    private static void writeForEver(CopyIn copy, byte[] row) throws SQLException {
        while (true) {
            copy.writeToCopy(row, 0, row.length);
        }
    }

    private static void begin(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Peer withPassword(PostgresDatabase database, String password) {
        Map<String, String> options = TestPeers.of(database, database.server().port(), Map.of("user", "app"))
                .options();
        return new Peer("test", PeerType.POSTGRES, options, Map.of("password", new Secret(password)));
    }

    private void assertRefused(ErrorCode code, Map<String, String> options, int port) {
        assertThatThrownBy(() -> new Connections(TestPeers.of(database, port, options), "tain").open())
                .isInstanceOfSatisfying(
                        TainException.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
