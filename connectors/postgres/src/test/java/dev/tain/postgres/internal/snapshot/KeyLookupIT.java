package dev.tain.postgres.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.RowKey;
import dev.tain.connector.Source;
import dev.tain.model.TableName;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.RowTexts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyLookupIT {
    private static final TableName TABLE = new TableName("public", "t");

    private final PostgresDatabase database = PostgresServer.freshDatabase();
    private final Source source = new PostgresConnector().source(TestPeers.of(database), database.name());

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "smallint; 7",
                "numeric(10,2); 7.50",
                "varchar(5); a'b\\c",
                "char(5); ab",
                "timestamptz; 2026-01-01 12:00:00.123456+00",
                "date; infinity",
                "uuid; a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "bytea; \\x00ff",
                "inet; 10.0.0.1/8",
                "public.mood; happy",
                "public.positive; 3",
                "public.citext; Case",
                "int[]; {1,2}",
                "int4range; [1,5)",
                "boolean; t",
                "bit(3); 101",
                "\"char\"; c",
            })
    void keysOfEveryKindAreFound(String type, String value) {
        database.execute(
                "create extension citext",
                "create type mood as enum ('sad', 'happy')",
                "create domain positive as int check (value > 0)",
                "create table t (k " + type + " primary key, name text)",
                "insert into t values ('" + value.replace("'", "''") + "', 'found')");
        String text = database.value("select k::text from t");
        assertThat(lookup(List.of(new RowKey(List.of(text)))))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).endsWith("|found"));
    }

    @Test
    void keysOfPartitionedTablesAreFound() {
        database.execute(
                "create table t (id bigint primary key, name text) partition by hash (id)",
                "create table t_0 partition of t for values with (modulus 2, remainder 0)",
                "create table t_1 partition of t for values with (modulus 2, remainder 1)",
                "insert into t select i, 'name' from generate_series(1, 10) i");
        assertThat(lookup(List.of(new RowKey(List.of("3")), new RowKey(List.of("4")))))
                .hasSize(2);
    }

    @Test
    void theIndexOfTheReplicaIdentityIsTheKey() {
        database.execute(
                "create table t (id int primary key, a int not null, b text not null)",
                "create unique index by_ba on t (b, a)",
                "alter table t replica identity using index by_ba",
                "insert into t values (1, 2, 'x'), (2, 1, 'x')");
        assertThat(lookup(List.of(new RowKey(List.of("x", "1"))))).containsExactly("INSERT 2|1|x");
    }

    @Test
    void aTableWithoutStatisticsIsStillReadByIndex() {
        database.execute(
                "create table t (id bigint primary key, name text)",
                "insert into t select i, repeat('x', 100) from generate_series(1, 100000) i");
        long before = scans();
        List<RowKey> keys = IntStream.range(0, 1500)
                .mapToObj(i -> new RowKey(List.of(Integer.toString(i * 100))))
                .toList();
        assertThat(lookup(keys)).hasSize(1000);
        assertThat(scans()).isEqualTo(before);
    }

    private long scans() {
        database.execute("select pg_stat_force_next_flush()");
        return Long.parseLong(database.value("select seq_scan from pg_stat_user_tables where relname = 't'"));
    }

    private List<String> lookup(List<RowKey> keys) {
        return RowTexts.of(source.lookup(source.describe(List.of(TABLE)).getFirst(), keys));
    }
}
