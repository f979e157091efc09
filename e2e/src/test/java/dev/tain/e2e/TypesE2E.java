package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.e2e.TypeSamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values of every type are the same at both ends, whether they came by the snapshot or by the stream. */
class TypesE2E {
    private static final int ROWS = 9;

    private final Stage stage = Stage.open();
    private final List<Sample> samples = TypeSamples.all();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everyTypePassesThroughUnchanged() {
        stage.source().execute(TypeSamples.DEFINITIONS.toArray(String[]::new));
        stage.destination().execute("create type before_others as enum ('makes', 'the', 'numbers', 'differ')");
        stage.destination().execute(TypeSamples.DEFINITIONS.toArray(String[]::new));
        stage.source().execute("create table types (id int primary key, " + columns() + ")");
        insert(1, 0);
        Mirror mirror = stage.running("public.types");
        assertSame();
        insert(101, 0);
        assertSame();
        for (int shift = 1; shift <= 3; shift++) {
            update(shift);
            assertSame();
        }
        stage.source().execute("update types set id = id + 1000", "update types set c0 = c0 where id % 2 = 0");
        assertSame();
        stage.source().execute("delete from types where id % 3 = 0");
        assertSame();
        assertThat(mirror.trouble()).isEmpty();
    }

    @Test
    void keysOfManyTypesFindTheirRows() {
        List<String> tables = new ArrayList<>();
        stage.source().execute(TypeSamples.DEFINITIONS.toArray(String[]::new));
        stage.destination().execute("create type before_others as enum ('makes', 'the', 'numbers', 'differ')");
        stage.destination().execute(TypeSamples.DEFINITIONS.toArray(String[]::new));
        for (Sample sample : keys()) {
            String table = "k" + tables.size();
            tables.add("public." + table);
            stage.source().execute("create table " + table + " (k " + sample.type() + " primary key, v int)");
            IntStream.range(0, sample.values().size())
                    .forEach(i -> stage.source()
                            .execute("insert into " + table + " values (" + sample.sql(i)
                                    + ", 0) on conflict do nothing"));
        }
        stage.running(tables.toArray(String[]::new));
        for (String table : tables) {
            stage.source()
                    .execute(
                            "update " + table + " set v = v + 1",
                            "delete from " + table + " where k = (select min(k::text)::text from " + table + ")::"
                                    + typeOf(table),
                            "update " + table + " set v = v + 1");
        }
        stage.assertEqual(tables.toArray(String[]::new));
    }

    private String typeOf(String table) {
        return stage.source()
                .value("select format_type(atttypid, atttypmod) from pg_attribute where attrelid = '" + table
                        + "'::regclass and attname = 'k'");
    }

    private List<Sample> keys() {
        List<String> types = List.of(
                "bool",
                "int2",
                "int8",
                "float8",
                "numeric",
                "text",
                "char(5)",
                "\"char\"",
                "name",
                "bytea",
                "uuid",
                "date",
                "timetz",
                "timestamptz",
                "interval",
                "jsonb",
                "inet",
                "macaddr",
                "int4[]",
                "text[]",
                "tsvector",
                "int4range",
                "numrange",
                "mood",
                "positive",
                "bit varying",
                "money",
                "pg_lsn",
                "varchar(5)",
                "mood[]",
                "pair");
        return samples.stream().filter(s -> types.contains(s.type())).toList();
    }

    private String columns() {
        return IntStream.range(0, samples.size())
                .mapToObj(i -> "c" + i + " " + samples.get(i).type())
                .collect(Collectors.joining(", "));
    }

    private void insert(int firstId, int shift) {
        for (int row = 0; row < ROWS; row++) {
            int value = row + shift;
            String values = samples.stream().map(s -> s.sql(value)).collect(Collectors.joining(", "));
            stage.source().execute("insert into types values (" + (firstId + row) + ", " + values + ")");
        }
    }

    private void update(int shift) {
        for (int row = 0; row < ROWS; row++) {
            int value = row + shift;
            String values = IntStream.range(0, samples.size())
                    .mapToObj(i -> "c" + i + " = " + samples.get(i).sql(value))
                    .collect(Collectors.joining(", "));
            stage.source()
                    .execute("update types set " + values + " where id in (" + (1 + row) + ", " + (101 + row) + ")");
        }
    }

    /** Column by column, so that a failure names the type. */
    private void assertSame() {
        stage.awaitMark();
        for (int i = 0; i < samples.size(); i++) {
            String query = "select id, c" + i + "::text from types order by id";
            assertThat(stage.destination().rows(query))
                    .as("values of %s", samples.get(i).type())
                    .isEqualTo(stage.source().rows(query));
        }
    }

    @Test
    void typesOfExtensionsPassThrough() {
        List<Sample> extensions = List.of(
                new Sample("hstore", "\"a\"=>\"1\", \"b\"=>NULL", ""),
                new Sample("citext", "MiXed", ""),
                new Sample("ltree", "a.b.c"),
                new Sample("cube", "(1, 2),(3, 4)"));
        List<Sample> here = extensions.stream()
                .filter(s -> !stage.source()
                        .rows("select 1 from pg_available_extensions where name = '" + s.type() + "'")
                        .isEmpty())
                .toList();
        for (Sample sample : here) {
            stage.source().execute("create extension " + sample.type());
            stage.destination().execute("create extension " + sample.type());
        }
        String columns =
                here.stream().map(s -> "c_" + s.type() + " " + s.type()).collect(Collectors.joining(", "));
        stage.source().execute("create table extended (id int primary key, " + columns + ")");
        for (int row = 0; row < 6; row++) {
            if (row == 3) {
                stage.running("public.extended");
            }
            int value = row;
            String values = here.stream().map(s -> s.sql(value)).collect(Collectors.joining(", "));
            stage.source().execute("insert into extended values (" + row + ", " + values + ")");
        }
        stage.assertEqual("public.extended");
    }
}
