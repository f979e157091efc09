package dev.tain.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    @TempDir
    private Path scratch;

    @Test
    void servesWithLogicalDecodingAndFsync() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open()) {
            assertThat(query(server, "show wal_level")).isEqualTo("logical");
            assertThat(query(server, "show fsync")).isEqualTo("on");
            assertThat(query(server, "show server_version"))
                    .isEqualTo(server.version().substring(0, server.version().lastIndexOf('.')));
        }
    }

    @Test
    void takesSettingsAndLetsAlterSystemChangeThem() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().setting("work_mem", "7MB").open()) {
            assertThat(query(server, "show work_mem")).isEqualTo("7MB");
            execute(server, "alter system set work_mem = '9MB'");
            server.stop();
            server.start();
            assertThat(query(server, "show work_mem")).isEqualTo("9MB");
        }
    }

    @Test
    void keepsCommittedRowsAndPortThroughACrash() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open()) {
            int port = server.port();
            execute(server, "create table t as select generate_series(1, 1000) as i");
            server.crash();
            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> query(server, "select 1")).isInstanceOf(SQLException.class);
            server.start();
            assertThat(server.port()).isEqualTo(port);
            assertThat(query(server, "select count(*) from t")).isEqualTo("1000");
            assertThat(Files.readString(server.logFile())).contains("automatic recovery in progress");
        }
    }

    @Test
    void deletesATemporaryDirectoryOnClose() {
        EmbeddedPostgres server = EmbeddedPostgres.open();
        Path data = server.dataDirectory();
        assertThat(data).exists();
        server.close();
        server.close();
        assertThat(data.getParent()).doesNotExist();
    }

    @Test
    void keepsADirectoryThatWasNamed() throws Exception {
        Path home = scratch.resolve("kept");
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().directory(home).open()) {
            execute(server, "create table t as select 7 as i");
            assertThatThrownBy(() -> EmbeddedPostgres.builder().directory(home).open())
                    .hasMessageContaining("in use by another process");
        }
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().directory(home).open()) {
            assertThat(query(server, "select i from t")).isEqualTo("7");
        }
    }

    @Test
    void saysWhyItDidNotStart() {
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder().setting("shared_buffers", "nonsense");
        assertThatThrownBy(builder::open)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void preparesAnEmptyCacheOnceForSeveralAtOnce() throws Exception {
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(() -> {
                try (EmbeddedPostgres server =
                        EmbeddedPostgres.builder().cache(scratch).open()) {
                    return query(server, "select 'up'");
                }
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : threads.invokeAll(starts)) {
                assertThat(answer.get()).isEqualTo("up");
            }
        }
        assertThat(scratch.resolve("postgres")).isDirectoryNotContaining("glob:**unfinished*");
    }

    @Test
    void runsAsNobodyWhereUserNamespacesAreOff() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become nobody");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .cache(RunAs.NOBODY.defaultCache())
                .runAs(RunAs.NOBODY)
                .open()) {
            assertThat(query(server, "select 'up'")).isEqualTo("up");
            server.crash();
            server.start();
            assertThat(query(server, "select 'up'")).isEqualTo("up");
        }
    }

    static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
