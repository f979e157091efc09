package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.e2e.TypeSamples.Sample;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.PostgresVersions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/**
 * Extremes of every type that the server has, and of arrays of each: the same bytes at both ends, as text and in binary
 * form, by whatever way they came. The server's own catalog says whether a type was forgotten.
 */
class EveryTypeE2E {
    /** Rows that the first copy brings have numbers below; the same values come as changes with this much more. */
    private static final int STREAMED = 1_000;

    /** What the server writes itself and takes from nobody. */
    private static final String ITS_OWN = "'pg_node_tree', 'pg_ndistinct', 'pg_dependencies', 'pg_mcv_list',"
            + " 'pg_brin_bloom_summary', 'pg_brin_minmax_multi_summary', 'gtsvector', 'aclitem'";

    private final List<Stage> stages = new ArrayList<>();

    /** A table of one column for each sample. */
    private record Table(String name, List<Sample> samples, int rows) {
        String definition() {
            return "create table " + name + " (id int primary key, "
                    + columns(i -> "c" + i + " " + samples.get(i).type()) + ")";
        }

        String columns(IntFunction<String> each) {
            return IntStream.range(0, samples.size()).mapToObj(each).collect(Collectors.joining(", "));
        }

        String insert(int row) {
            return "insert into " + name + " values (" + row + ", "
                    + columns(i -> samples.get(i).sql(row)) + ")";
        }
    }

    @AfterEach
    void close() {
        stages.forEach(Stage::close);
    }

    static Stream<PostgresServer> servers() {
        return PostgresVersions.all().stream().map(PostgresServer::shared);
    }

    @ParameterizedTest(autoCloseArguments = false) // the server is shared
    @MethodSource("servers")
    void everyValueIsTheSameByEveryWay(PostgresServer server) {
        Stage stage = Stage.open(TainProcess.shared(), server, Stage.destinationServer());
        stages.add(stage);
        List<Sample> samples = BuiltInValues.all(server.major());
        assertNoneForgotten(stage.source(), samples);
        List<Table> tables = List.of(
                table("scalars", samples),
                table("arrays", samples.stream().map(EveryTypeE2E::arrays).toList()));
        for (Table table : tables) {
            stage.source().execute(table.definition());
            IntStream.range(0, table.rows()).forEach(row -> stage.source().execute(table.insert(row)));
        }
        Mirror mirror = stage.running("public.scalars", "public.arrays");
        tables.forEach(table -> assertSame(stage, table));
        tables.forEach(table -> stage.source()
                .execute("insert into " + table.name() + " select id + " + STREAMED + ", " + table.columns(i -> "c" + i)
                        + " from " + table.name()));
        stage.awaitMark();
        tables.forEach(table -> assertSame(stage, table));
        tables.forEach(table -> assertSameByBothWays(stage.destination(), table));
        tables.forEach(table -> stage.source()
                .execute(rotation(table), "delete from " + table.name() + " where id = 1", table.insert(1)));
        stage.awaitMark();
        tables.forEach(table -> assertSame(stage, table));
        assertThat(mirror.trouble()).isEmpty();
    }

    private static void assertNoneForgotten(PostgresDatabase source, List<Sample> samples) {
        String types = samples.stream()
                .map(sample -> "'" + sample.type() + "'::regtype")
                .collect(Collectors.joining(", "));
        assertThat(source.rows(
                        "select format_type(oid, null) from pg_type where typnamespace = 'pg_catalog'::regnamespace"
                                + " and typtype in ('b', 'r', 'm') and not (typcategory = 'A' and typlen = -1"
                                + " and typname not in ('oidvector', 'int2vector')) and typname not in (" + ITS_OWN
                                + ") and oid not in (" + types + ")"))
                .as("types without a sample")
                .isEmpty();
    }

    private static Table table(String name, List<Sample> samples) {
        int rows = samples.stream()
                        .mapToInt(sample -> sample.values().size())
                        .max()
                        .orElseThrow()
                + 1;
        return new Table(name, samples, rows);
    }

    /** Arrays of the values: with NULLs, empty, of two dimensions, with other lower bounds. */
    private static Sample arrays(Sample sample) {
        List<String> values = sample.values().stream()
                .filter(value -> !value.isEmpty() || !isRefusedByTheServerInArrays(sample.type()))
                .toList();
        Sample some = new Sample(sample.type(), values);
        String first = some.sql(0);
        String last = some.sql(values.size() - 1);
        String whole =
                IntStream.rangeClosed(0, values.size()).mapToObj(some::sql).collect(Collectors.joining(", "));
        return Sample.ofExpressions(
                sample.type() + "[]",
                "array[" + whole + "]",
                "array[]",
                "array[NULL]",
                "array[[" + first + ", NULL], [" + last + ", " + first + "]]",
                "array[[[" + last + "]]]",
                "('[-1:1]=' || array[" + first + ", NULL, " + last + "]::" + sample.type() + "[]::text)");
    }

    /** Of these the server does not take its own binary form of an empty one, and there is no other way. */
    private static boolean isRefusedByTheServerInArrays(String type) {
        return List.of("tsquery", "oidvector", "int2vector").contains(type);
    }

    /** Gives every row the values of the next. */
    private static String rotation(Table table) {
        return "update " + table.name() + " t set " + table.columns(i -> "c" + i + " = s.c" + i) + " from "
                + table.name() + " s where s.id = case when t.id % " + STREAMED + " = " + (table.rows() - 1)
                + " then t.id - " + (table.rows() - 1) + " else t.id + 1 end";
    }

    private static void assertSame(Stage stage, Table table) {
        for (int i = 0; i < table.samples().size(); i++) {
            String query = "select id, c" + i + " from " + table.name() + " order by id";
            String what = table.samples().get(i).type() + " in c" + i;
            assertThat(copied(stage.destination(), query, "text"))
                    .as("%s as text", what)
                    .isEqualTo(copied(stage.source(), query, "text"));
            assertThat(copied(stage.destination(), query, "binary"))
                    .as("%s in binary form", what)
                    .isEqualTo(copied(stage.source(), query, "binary"));
        }
    }

    private static void assertSameByBothWays(PostgresDatabase destination, Table table) {
        for (int i = 0; i < table.samples().size(); i++) {
            String query = "select c" + i + " from " + table.name() + " where id / " + STREAMED + " = %d order by id";
            for (String form : List.of("text", "binary")) {
                assertThat(copied(destination, query.formatted(1), form))
                        .as("%s as %s", table.samples().get(i).type(), form)
                        .isEqualTo(copied(destination, query.formatted(0), form));
            }
        }
    }

    /** What the server itself writes of the rows; as characters of one byte each, so that failures show them. */
    private static String copied(PostgresDatabase database, String query, String form) {
        try (Connection connection = database.connect()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout (format " + form + ")", bytes);
            return bytes.toString(form.equals("text") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
