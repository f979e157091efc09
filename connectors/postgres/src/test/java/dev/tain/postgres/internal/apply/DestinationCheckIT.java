package dev.tain.postgres.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every reason why a table cannot be written is named, all of them at once, and nothing is changed. */
class DestinationCheckIT {
    private final DestinationDatabase database = new DestinationDatabase();

    @AfterEach
    void drop() {
        database.close();
    }

    private static Column column(String name, String type, int keyOrdinal) {
        return new Column(name, type, keyOrdinal == 0, keyOrdinal, Encoding.BINARY, null);
    }

    private static MappedTable mapped(String schema, String name, Column... columns) {
        TableSchema there = new TableSchema(new TableName("public", name), List.of(columns));
        TableSchema here = new TableSchema(new TableName(schema, name), List.of(columns));
        return new MappedTable(there, here, List.of(), "", "", Map.of());
    }

    private static MappedTable plain(String name) {
        return mapped("public", name, column("id", "bigint", 1), column("v", "character varying(20)", 0));
    }

    private List<Problem> check(MappedTable... tables) {
        return database.destination().check(List.of(tables), true);
    }

    private static List<String> sentences(List<Problem> problems) {
        return problems.stream().map(Problem::sentence).toList();
    }

    @Test
    void findsNothingAboutTablesThatCanBeMade() {
        assertThat(check(plain("a"), plain("b"))).isEmpty();
        assertThat(database.database().rows("SELECT * FROM pg_tables WHERE schemaname IN ('public', '_tain')"))
                .isEmpty();
    }

    @Test
    void acceptsTablesThatFit() {
        database.database()
                .execute("CREATE TABLE a (v text, extra int DEFAULT 1, id bigint, n serial, w varchar, UNIQUE (id))");
        MappedTable table = mapped(
                "public",
                "a",
                column("id", "integer", 1),
                column("v", "character varying(20)", 0),
                column("w", "character varying(9)", 0));
        assertThat(check(table)).isEmpty();
    }

    @Test
    void namesEveryDifference() {
        database.database()
                .execute(
                        "CREATE TABLE a (id bigint, v varchar(10), n numeric(10,2) NOT NULL, must int NOT NULL,"
                                + " g int GENERATED ALWAYS AS (1) STORED, i int GENERATED ALWAYS AS IDENTITY, h text)",
                        "CREATE UNIQUE INDEX ON a (id) WHERE id > 0",
                        "INSERT INTO a (id, n, must) VALUES (1, 1, 1)");
        MappedTable table = mapped(
                "public",
                "a",
                column("id", "bigint", 1),
                column("v", "character varying(20)", 0),
                column("n", "numeric(12,2)", 0),
                column("g", "integer", 0),
                column("i", "integer", 0),
                column("absent", "text", 0),
                column("h", "integer", 0));
        assertThat(sentences(check(table)))
                .containsExactly(
                        "Column v of the destination table public.a is of type character varying(10), the source's"
                                + " values are of type character varying(20).",
                        "Column n of the destination table public.a is of type numeric(10,2), the source's values"
                                + " are of type numeric(12,2).",
                        "Column n of the destination table public.a is NOT NULL, but the source's may be NULL.",
                        "Column g of the destination table public.a is generated, so it cannot be written.",
                        "Column i of the destination table public.a is GENERATED ALWAYS AS IDENTITY, so it cannot be"
                                + " updated.",
                        "Column i of the destination table public.a is NOT NULL, but the source's may be NULL.",
                        "The destination table public.a has no column absent.",
                        "Column h of the destination table public.a is of type text, the source's values are of type"
                                + " integer.",
                        "The destination table public.a has no unique index on exactly the key [id].",
                        "Column must of the destination table public.a is NOT NULL without default, and the source has"
                                + " no such column.",
                        "The destination table public.a has rows, and the first copy needs an empty table.");
        assertThat(check(table)).allSatisfy(problem -> {
            assertThat(problem.subject()).isEqualTo("public.a");
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    @Test
    void namesWhatIsMissingAroundTables() {
        database.database().execute("CREATE VIEW seen AS SELECT 1 AS id");
        List<Problem> problems = check(
                mapped("nowhere", "a", column("id", "bigint", 1)),
                mapped("public", "b", column("id", "bigint", 1), column("m", "public.mood", 0)),
                mapped("public", "seen", column("id", "bigint", 1)),
                mapped("public", "evil", column("id", "int); DROP TABLE b; --", 1)));
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly(
                        ErrorCode.SCHEMA_MISSING,
                        ErrorCode.TYPE_MISSING,
                        ErrorCode.TABLE_UNFIT,
                        ErrorCode.TYPE_MISSING);
        assertThat(problems.get(1).remedy()).contains("CREATE TYPE public.mood");
        assertThat(sentences(problems))
                .anyMatch(sentence -> sentence.equals("public.seen exists at the destination but is no table."));
    }

    @Test
    void refusesTwoSourcesInOneTable() {
        MappedTable other = new MappedTable(
                new TableSchema(new TableName("other", "a"), plain("a").source().columns()),
                plain("a").destination(),
                List.of(),
                "",
                "",
                Map.of());
        assertThat(sentences(check(plain("a"), other)))
                .containsExactly("Both public.a and other.a would be written to public.a.");
    }

    @Test
    void namesColumnsThatTheMirrorFills() {
        database.database().execute("CREATE TABLE a (id bigint PRIMARY KEY, v text, synced int)");
        MappedTable table =
                new MappedTable(plain("a").source(), plain("a").destination(), List.of(), "gone", "synced", Map.of());
        assertThat(sentences(check(table)))
                .containsExactly(
                        "The destination table public.a has no column gone, which the mirror fills.",
                        "Column synced of the destination table public.a is of type integer, and the mirror fills it as"
                                + " timestamp DEFAULT CURRENT_TIMESTAMP.");
    }

    @Test
    void namesTheGeneratedColumnThatWouldStayEmpty() {
        database.database().execute("CREATE TABLE a (id bigint PRIMARY KEY, v text, twice bigint)");
        Column twice = new Column("twice", "bigint", true, 0, Encoding.BINARY, "(id * 2)");
        MappedTable table =
                new MappedTable(plain("a").source(), plain("a").destination(), List.of(twice), "", "", Map.of());
        assertThat(sentences(check(table))).singleElement().asString().contains("would stay empty");
    }
}
