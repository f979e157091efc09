package dev.tain.postgres.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Observer.Column;
import dev.tain.connector.Observer.Counted;
import dev.tain.connector.Observer.RowCount;
import dev.tain.connector.Observer.Slot;
import dev.tain.connector.Observer.Table;
import dev.tain.model.TableName;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresObserverIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final PostgresDatabase database = PostgresServer.freshDatabase();
    private final PostgresObserver observer =
            (PostgresObserver) new PostgresConnector().observer(TestPeers.of(database));

    @AfterEach
    void close() {
        database.close();
    }

    private static TableName name(String table) {
        return new TableName("public", table);
    }

    @Test
    void schemasAndTablesOfUsersAreListed() {
        database.execute(
                "create schema \"Odd One\"",
                "create table \"Odd One\".\"a.b\" (id int primary key)",
                "create view seen as select 1 as one",
                "create table plain (id int)");
        assertThat(observer.schemas()).containsExactly("Odd One", "public");
        assertThat(observer.everything()).containsExactly(new TableName("Odd One", "a.b"), name("plain"), name("seen"));
        assertThat(observer.tables("Odd One"))
                .containsExactly(new Table(new TableName("Odd One", "a.b"), true, "8192 bytes", false));
        assertThat(observer.tables("nowhere' or true --")).isEmpty();
    }

    @Test
    void aTableCanBeMirroredWhenItsRowsCanBeToldApart() {
        database.execute(
                "create table by_index (id int not null unique)",
                "alter table by_index replica identity using index by_index_id_key",
                "create table full_keyless (id int)",
                "alter table full_keyless replica identity full",
                "create table full_with_key (id int primary key)",
                "alter table full_with_key replica identity full",
                "create table keyless (id int)",
                "create table nothing (id int primary key)",
                "alter table nothing replica identity nothing",
                "create table parted (id int primary key) partition by range (id)",
                "create table parted_1 partition of parted for values from (0) to (10)",
                "insert into parted values (1)",
                "create unlogged table unlogged (id int primary key)");
        assertThat(observer.tables("public"))
                .extracting(table -> table.name().name() + " " + table.mirrorable() + " " + table.wholeRows())
                .containsExactly(
                        "by_index true false",
                        "full_keyless false true",
                        "full_with_key true true",
                        "keyless false false",
                        "nothing false false",
                        "parted true false",
                        "unlogged false false");
        assertThat(observer.tables("public").get(5).size()).isEqualTo("24 kB");
    }

    @Test
    void columnsAreSortedWithTheirTypesAndKeys() {
        database.execute(
                "create type mood as enum ('sad', 'happy')",
                "create domain small as int",
                "create domain tiny as small",
                "create table t (z tiny, id bigint, b numeric(10,2) not null, \"A b\" text, gone int, moods mood[],"
                        + " m mood, primary key (b, id) include (\"A b\"))",
                "alter table t drop column gone");
        assertThat(observer.columns(name("t")))
                .containsExactly(
                        new Column("A b", "text", "text", false, false, false, false),
                        new Column("b", "numeric(10,2)", "numeric", false, false, true, true),
                        new Column("id", "bigint", "int8", false, false, true, true),
                        new Column("m", "public.mood", "mood", false, true, false, false),
                        new Column("moods", "public.mood[]", "mood", true, true, false, false),
                        new Column("z", "public.tiny", "int4", false, false, false, false));
        assertThat(observer.columns(name("none"))).isEmpty();
        database.execute("alter table t replica identity full");
        assertThat(observer.columns(name("t"))).allMatch(Column::identity);
        database.execute(
                "create unique index other on t (id)",
                "alter table t replica identity using index other",
                "alter table t alter z set not null");
        assertThat(observer.columns(name("t")))
                .filteredOn(Column::identity)
                .extracting(Column::name)
                .containsExactly("id");
    }

    @Test
    void aSlotShowsWhatItKeeps() {
        database.execute("create table t (id int)", "create publication p for table t");
        assertThat(observer.publications()).containsExactly("p");
        String slot = database.name() + "_slot";
        database.execute("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        try {
            Slot before = slot(slot);
            database.execute("insert into t select generate_series(1, 20000)");
            Slot after = slot(slot);
            assertThat(after.lagBytes()).isGreaterThan(before.lagBytes() + 500_000);
            assertThat(after.confirmed()).isEqualTo(before.confirmed()).isNotEmpty();
            assertThat(after.checkpoint()).isNotEmpty();
            assertThat(after.current()).isNotEqualTo(before.current());
            assertThat(after.sent()).isEmpty();
            assertThat(after.active()).isFalse();
            assertThat(after.walStatus()).isEqualTo("reserved");
            assertThat(after.safeBytes()).isEqualTo(OptionalLong.empty());
            assertThat(after.reader().memoryBytes()).isEqualTo(64L << 20);
            assertThat(after.spill().transactions()).isEqualTo(OptionalLong.of(0));
        } finally {
            database.execute("select pg_drop_replication_slot('" + slot + "')");
        }
    }

    private Slot slot(String name) {
        return observer.slots().stream()
                .filter(slot -> slot.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void connectionsOfOursAreShown() throws SQLException {
        String ours = "set application_name = 'tain_" + database.name() + "'";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(ours);
            assertThat(observer.sessions()).anySatisfy(session -> {
                assertThat(session.query()).isEqualTo(ours);
                assertThat(session.state()).isEqualTo("idle");
                assertThat(session.queryStart()).isNotEmpty();
                assertThat(session.seconds()).isBetween(0.0, 60.0);
                assertThat(session.process()).isPositive();
            });
            statement.execute("set application_name = 'another'");
            assertThat(observer.sessions()).noneMatch(session -> session.query().contains("another"));
        }
    }

    @Test
    void rowsAreCountedOrEstimatedOrUnknown() throws SQLException {
        database.execute(
                "create table t (id int primary key, gone bool)",
                "insert into t select g, g = 3 from generate_series(1, 1000) g",
                "analyze t",
                "delete from t where id > 990",
                "create table locked (id int primary key)");
        assertThat(observer.count(
                        List.of(
                                new Counted(name("t"), ""),
                                new Counted(name("none"), ""),
                                new Counted(name("t"), "gone"),
                                new Counted(name("t"), "no_such_column")),
                        LIMIT))
                .containsExactly(
                        new RowCount(name("t"), 990, true),
                        new RowCount(name("none"), RowCount.UNKNOWN, false),
                        new RowCount(name("t"), 989, true),
                        new RowCount(name("t"), RowCount.UNKNOWN, false));
        assertThat(observer.count(List.of(new Counted(name("t"), "")), Duration.ZERO))
                .containsExactly(new RowCount(name("t"), 1000, false));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table locked");
            assertThat(observer.count(
                            List.of(new Counted(name("locked"), ""), new Counted(name("t"), "")),
                            Duration.ofSeconds(2)))
                    .extracting(RowCount::exact)
                    .containsExactly(false, false);
        }
    }
}
