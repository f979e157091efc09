package dev.tain.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.Column;
import dev.tain.model.EarlierValue;
import dev.tain.model.Encoding;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.UserType;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableDescriberIT {
    private final PostgresDatabase database = PostgresServer.freshDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void columnsHaveTypeNullabilityKeyAndExpression() {
        UserType mood = new UserType(
                "public.mood",
                UserType.Kind.ENUM,
                "CREATE TYPE public.mood AS ENUM ('sad', 'happy')",
                List.of("sad", "happy"));
        database.execute("create type mood as enum ('sad', 'happy')");
        database.execute("""
                create table t (b numeric(10,2) not null, "A b" text, dropped int, at timestamptz(3), m mood,
                  g int generated always as (1 + 1) stored, id bigint, primary key (id, b) include ("A b"))
                """);
        database.execute("alter table t drop column dropped");
        assertThat(describe("t").getFirst().columns())
                .containsExactly(
                        new Column("b", "numeric(10,2)", false, 2, Encoding.BINARY, null),
                        new Column("A b", "text", true, 0, Encoding.BINARY, null),
                        new Column("at", "timestamp(3) with time zone", true, 0, Encoding.BINARY, null),
                        new Column("m", "public.mood", true, 0, Encoding.BINARY, null, EarlierValue.NULL, "enum")
                                .needing(List.of(mood)),
                        new Column("g", "integer", true, 0, Encoding.BINARY, "(1 + 1)"),
                        new Column("id", "bigint", false, 1, Encoding.BINARY, null));
    }

    @Test
    void theKeyIsWhatTheLogIdentifiesRowsBy() {
        database.execute(
                "create table by_index (id int primary key, a int not null, b int not null)",
                "create unique index other on by_index (b, a)",
                "alter table by_index replica identity using index other",
                "create table was_index (id int primary key, a int not null unique)",
                "alter table was_index replica identity using index was_index_a_key",
                "alter table was_index replica identity full",
                "create table without (a int not null unique)");
        List<TableSchema> tables = describe("by_index", "was_index", "without");
        assertThat(tables.get(0).keyIndexes()).containsExactly(2, 1);
        assertThat(tables.get(1).keyIndexes()).containsExactly(0);
        assertThat(tables.get(2).hasKey()).isFalse();
    }

    @Test
    void whatHasNoBinaryFormIsCarriedAsText() {
        database.execute("create type pair as (x int, owner aclitem)", "create domain acl as aclitem", """
                create table t (a int[], b aclitem, c aclitem[], d pair, e acl, f int4range, g int4multirange,
                  h oidvector, i point, j name, k varchar(3)[], l jsonb)""");
        assertThat(describe("t").getFirst().columns().stream()
                        .filter(column -> column.encoding() == Encoding.TEXT)
                        .map(Column::name))
                .containsExactly("b", "c", "d", "e");
    }

    @Test
    void typesOfTheUsersOwnSayWhatTheyAreMadeOf() {
        database.execute(
                "create type mood as enum ('sad')",
                "create domain moods as mood[]",
                "create domain price as numeric(10,2)",
                "create domain later as price",
                "create type pair as (a varchar(3), dropped int, m mood)",
                "alter type pair drop attribute dropped",
                "create type nested as (p pair, ps pair[], at timestamptz(3))",
                "create type moods_range as range (subtype = mood, multirange_type_name = moods_ranges)",
                "create type nothing as ()",
                """
                create table t (a int, b mood[], c moods, d later, e later[], f pair, g nested[], h moods_range,
                  i moods_ranges, j int4range, k nothing, l information_schema.sql_identifier)""");
        String pair = "composite(character varying(3), enum)";
        assertThat(describe("t").getFirst().columns())
                .extracting(Column::form)
                .containsExactly(
                        "",
                        "enum[]",
                        "enum[]",
                        "numeric(10,2)",
                        "numeric(10,2)[]",
                        pair,
                        "composite(" + pair + ", " + pair + "[], timestamp(3) with time zone)[]",
                        "range(enum)",
                        "multirange(enum)",
                        "",
                        "composite()",
                        "name");
    }

    @Test
    void tablesComeInTheOrderAskedForAndMissingOnesAreLeftOut() {
        database.execute("create table a (id int)", "create table \"B\" (id int)", "create table bare ()");
        assertThat(describe("bare", "B", "missing", "a"))
                .extracting(table -> table.name().name())
                .containsExactly("bare", "B", "a");
        assertThat(describe("bare").getFirst().columns()).isEmpty();
        assertThat(describe()).isEmpty();
    }

    private List<TableSchema> describe(String... tables) {
        List<TableName> names =
                Stream.of(tables).map(name -> new TableName("public", name)).toList();
        try (Connection connection = new Connections(TestPeers.of(database), "tain_test").open()) {
            return TableDescriber.describe(connection, names);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
