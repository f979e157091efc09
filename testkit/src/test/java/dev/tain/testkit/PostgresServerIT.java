package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.embedded.PostgresBinaries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresServerIT {
    @ParameterizedTest
    @MethodSource("dev.tain.testkit.PostgresVersions#all")
    void givesEveryTestADatabaseOfItsOwn(PostgresBinaries binaries) {
        PostgresServer server = PostgresServer.shared(binaries);
        try (PostgresDatabase one = server.createDatabase();
                PostgresDatabase other = server.createDatabase()) {
            one.execute("create table t (i int, v text)", "insert into t values (1, null)");
            assertThat(one.rows("select * from t")).containsExactly("1|∅");
            assertThat(other.value("select count(*) from pg_tables where tablename = 't'"))
                    .isEqualTo("0");
            assertThat(one.value("show server_version"))
                    .isEqualTo(
                            binaries.version().substring(0, binaries.version().lastIndexOf('.')));
        }
        assertThat(PostgresServer.shared(binaries)).isSameAs(server);
    }

    @Test
    void dropsADatabaseWithItsSlotsAndSessions() throws SQLException {
        PostgresDatabase database = PostgresServer.freshDatabase();
        database.execute("select pg_create_logical_replication_slot('left_" + database.name() + "', 'pgoutput')");
        try (Connection idle = database.connect()) {
            assertThat(idle.isValid(1)).isTrue();
            database.close();
        }
        PostgresDatabase administration = database.server().administration();
        assertThat(administration.rows("select 1 from pg_replication_slots where database = '" + database.name() + "'"))
                .isEmpty();
        assertThat(administration.rows("select 1 from pg_database where datname = '" + database.name() + "'"))
                .isEmpty();
    }

    @Test
    void canBeReachedThroughAProxyThatFails() throws SQLException {
        try (PostgresDatabase database = PostgresServer.freshDatabase();
                FaultProxy proxy = FaultProxy.open(database.server().port());
                Connection through = DriverManager.getConnection(database.jdbcUrl(proxy.port()))) {
            assertThat(through.isValid(1)).isTrue();
            proxy.resetAll();
            assertThat(through.isValid(1)).isFalse();
        }
    }

    @Test
    void crashesAndComesBackWhenItIsTheTestsOwn() {
        try (PostgresServer server =
                PostgresServer.open(PostgresBinaries.bundled(), Map.of("max_replication_slots", "3"))) {
            PostgresDatabase database = server.createDatabase();
            database.execute("create table t as select 1 as i");
            server.process().crash();
            server.process().start();
            assertThat(database.count("t")).isEqualTo(1);
            assertThat(database.value("show max_replication_slots")).isEqualTo("3");
        }
    }
}
