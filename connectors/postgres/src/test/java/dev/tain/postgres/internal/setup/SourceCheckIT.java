package dev.tain.postgres.internal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.embedded.PostgresBinaries;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be in a mirror's way at its source is found, and its remedy mends it. */
class SourceCheckIT {
    private final PostgresDatabase database = PostgresServer.freshDatabase();
    private final Source source = source(database, PostgresDatabase.USER);
    private final String name = "check_" + database.name();

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "create view t as select 1 as id; TABLE_UNFIT",
                "create materialized view t as select 1 as id; TABLE_UNFIT",
                "create unlogged table t (id int primary key); TABLE_UNFIT",
                "create table t (id int); TABLE_WITHOUT_KEY",
                "create table t (id int not null unique); TABLE_WITHOUT_KEY",
                "create table t (id int primary key, a aclitem[]); TABLE_UNFIT",
                "create table other (id int primary key); TABLE_MISSING",
                "create table \"T\" (id int primary key); TABLE_MISSING",
            })
    void tablesThatCannotBeMirrored(String create, ErrorCode code) {
        database.execute(create);
        assertThat(check("t")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.subject()).isEqualTo("public.t");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "full, true",
        "default, true",
        "nothing, false",
        "using index by_a, true",
    })
    void replicaIdentities(String identity, boolean fine) {
        database.execute(
                "create table t (id int primary key, a int not null)",
                "create unique index by_a on t (a)",
                "alter table t replica identity " + identity);
        assertThat(codes(check("t"))).isEqualTo(fine ? List.of() : List.of(ErrorCode.TABLE_WITHOUT_KEY));
        if (!fine) {
            database.execute(check("t").getFirst().remedy());
            assertThat(check("t")).isEmpty();
        }
    }

    @Test
    void fullIdentityNeedsAPrimaryKeyAndALostIndexIsNoKey() {
        database.execute(
                "create table t (a int not null)",
                "alter table t replica identity full",
                "create table u (id int primary key, a int not null)",
                "create unique index by_a on u (a)",
                "alter table u replica identity using index by_a",
                "drop index by_a");
        assertThat(codes(check("t", "u"))).containsExactly(ErrorCode.TABLE_WITHOUT_KEY, ErrorCode.TABLE_WITHOUT_KEY);
    }

    @Test
    void excludedColumnsExistAndAreNoKey() {
        database.execute("create table t (id int primary key, a int)");
        SourceTable table = new SourceTable(new TableName("public", "t"), Set.of("id", "b", "a"));
        assertThat(codes(source.check(spec(true, true).withTables(List.of(table)), true)))
                .containsExactly(ErrorCode.MIRROR_INVALID, ErrorCode.MIRROR_INVALID);
    }

    @Test
    void partitionsAreLookedAt() {
        database.execute(
                "create table t (id int primary key) partition by range (id)",
                "create table t_0 partition of t for values from (0) to (10)");
        assertThat(check("t")).isEmpty();
        database.execute("alter table t_0 replica identity nothing");
        assertThat(codes(check("t"))).containsExactly(ErrorCode.TABLE_UNFIT);
    }

    @Test
    void slotsThatAreTaken() {
        database.execute("create table t (id int primary key)");
        source.createStream(spec(true, true)).close();
        assertThat(codes(check("t"))).containsExactly(ErrorCode.POSTGRES_SLOT_TAKEN);
        assertThat(source.checkTables(spec(true, true, "t"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pgoutput, ''", "test_decoding, POSTGRES_SLOT_TAKEN", "'', POSTGRES_SLOT_MISSING"})
    void slotsOfTheUsers(String plugin, String code) {
        database.execute("create table t (id int primary key)");
        if (!plugin.isEmpty()) {
            database.execute("select pg_create_logical_replication_slot('" + name + "', '" + plugin + "')");
        }
        List<ErrorCode> expected = code.isEmpty() ? List.of() : List.of(ErrorCode.valueOf(code));
        assertThat(codes(source.check(spec(false, true, "t"), true))).isEqualTo(expected);
    }

    @Test
    void publicationsThatAreTaken() {
        database.execute("create table t (id int primary key)", "create publication " + name);
        assertThat(codes(check("t"))).containsExactly(ErrorCode.POSTGRES_PUBLICATION_TAKEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "for all tables; 0",
                "for tables in schema public; 0",
                "for table t, u; 0",
                "for table t; 1",
                "for table t, u (id); 1",
                "for table t (id), u where (id > 1); 2",
                "for table t, u with (publish = 'insert'); 1",
            })
    void publicationsOfTheUsers(String tables, int problems) {
        database.execute(
                "create table t (id int primary key, a int)",
                "create table u (id int primary key, a int)",
                "create publication " + name + " " + tables);
        StreamSpec spec = spec(true, false, "t", "u");
        assertThat(codes(source.check(spec, true)))
                .hasSize(problems)
                .allMatch(ErrorCode.POSTGRES_PUBLICATION_INCOMPLETE::equals);
        if (problems > 0) {
            assertCode(ErrorCode.POSTGRES_PUBLICATION_INCOMPLETE, () -> source.publish(spec, 1));
        } else {
            source.publish(spec, 1);
        }
    }

    @Test
    void aMissingPublicationOfTheUsersIsMadeByItsRemedy() {
        database.execute("create table t (id int primary key)");
        StreamSpec spec = spec(true, false, "t");
        List<Problem> problems = source.check(spec, true);
        assertThat(codes(problems)).containsExactly(ErrorCode.POSTGRES_PUBLICATION_MISSING);
        String remedy = problems.getFirst().remedy();
        database.execute(remedy.substring(0, remedy.indexOf(';')));
        assertThat(source.check(spec, true)).isEmpty();
    }

    @Test
    void partitionsComeUnderTheirTablesName() {
        database.execute(
                "create table t (id int primary key) partition by range (id)",
                "create table t_0 partition of t for values from (0) to (10)",
                "create publication " + name + " for table t");
        StreamSpec spec = spec(true, false, "t");
        assertThat(codes(source.check(spec, true))).containsExactly(ErrorCode.POSTGRES_PUBLICATION_INCOMPLETE);
        database.execute("alter publication " + name + " set (publish_via_partition_root = true)");
        assertThat(source.check(spec, true)).isEmpty();
    }

    @Test
    void privilegesThatAreMissing() {
        String user = "weak_in_" + database.name();
        database.execute(
                "create role " + user + " login",
                "create schema closed",
                "create table closed.t (id int primary key, a int)",
                "grant select (id) on closed.t to " + user,
                "create table t (id int primary key)",
                "alter table t enable row level security",
                "grant select on t to " + user);
        Source weak = source(database, user);
        StreamSpec spec = new StreamSpec(
                name,
                true,
                name,
                true,
                List.of(
                        new SourceTable(new TableName("closed", "t"), Set.of()),
                        new SourceTable(new TableName("public", "t"), Set.of())));
        List<Problem> problems = weak.check(spec, true);
        assertThat(problems).allMatch(problem -> problem.code() == ErrorCode.POSTGRES_PRIVILEGE_MISSING);
        assertThat(problems.stream().map(Problem::subject))
                .containsExactlyInAnyOrder(
                        "closed.t", "closed.t", "public.t", user, database.name(), "closed.t", "public.t");
        database.execute(
                "grant usage on schema closed to " + user,
                "grant select on closed.t to " + user,
                "alter role " + user + " replication bypassrls",
                "create publication " + name + " for table t, closed.t");
        assertThat(weak.check(new StreamSpec(name, true, name, false, spec.tables()), true))
                .isEmpty();
        database.execute("drop owned by " + user, "drop role " + user);
    }

    @Test
    void serversThatCannotStream() {
        Map<String, String> settings =
                Map.of("wal_level", "replica", "max_replication_slots", "0", "max_wal_senders", "0");
        try (PostgresServer server = PostgresServer.open(PostgresBinaries.bundled(), settings);
                PostgresDatabase other = server.createDatabase()) {
            other.execute("create table t (id int primary key)");
            Source weak = source(other, PostgresDatabase.USER);
            assertThat(codes(weak.check(spec(true, true, "t"), true)))
                    .containsExactly(
                            ErrorCode.POSTGRES_WAL_LEVEL,
                            ErrorCode.POSTGRES_SLOTS_EXHAUSTED,
                            ErrorCode.POSTGRES_SLOTS_EXHAUSTED);
            assertThat(weak.check(spec(true, true, "t"), false)).isEmpty();
            assertThatThrownBy(() -> weak.createStream(spec(true, true, "t"))).isInstanceOf(TainException.class);
        }
    }

    @Test
    void publishingMakesThePublicationHoldExactlyTheTables() {
        database.execute(
                "create table t (id int primary key, a int)",
                "create table u (id int primary key) partition by range (id)",
                "create table child (more int) inherits (t)");
        source.publish(spec(true, true), 1);
        assertThat(published()).isEmpty();
        source.publish(spec(true, true, "t", "u"), 1);
        source.publish(spec(true, true, "t", "u"), 1);
        assertThat(published()).containsExactly("t", "u");
        database.execute("alter publication " + name + " set table t (id) where (id > 1)");
        database.execute("alter publication " + name + " set (publish = 'insert', publish_via_partition_root = false)");
        source.publish(spec(true, true, "t"), 1);
        assertThat(published()).containsExactly("t");
        assertThat(source.check(spec(true, false, "t"), true)).isEmpty();
        source.publish(spec(true, true), 1);
        assertThat(published()).isEmpty();
    }

    private List<String> published() {
        return database.rows(
                "select tablename from pg_publication_tables where pubname = '" + name + "' order by tablename");
    }

    private List<Problem> check(String... tables) {
        return source.check(spec(true, true, tables), true);
    }

    private StreamSpec spec(boolean ownsSlot, boolean ownsPublication, String... tables) {
        return new StreamSpec(
                name,
                ownsSlot,
                name,
                ownsPublication,
                Stream.of(tables)
                        .map(table -> new SourceTable(new TableName("public", table), Set.of()))
                        .toList());
    }

    private static Source source(PostgresDatabase database, String user) {
        return new PostgresConnector()
                .source(TestPeers.of(database, database.server().port(), Map.of("user", user)), database.name());
    }

    private static List<ErrorCode> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    private static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TainException.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
