package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables, columns and schemas of every name that the server takes, from several schemas into several. */
class NamesE2E {
    private static final String LONGEST = "é".repeat(31) + "x"; // 63 bytes

    private static final List<String> NAMES = List.of(
            "Upper Case",
            "a.b.c",
            "quo\"te",
            "it's",
            "back\\slash",
            "emoji 😀",
            "select",
            "table",
            "_tain_",
            "per%cent $1 ? {fn x}",
            "semi;colon--",
            " spaces ",
            LONGEST);

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anythingMayHaveAnyName() {
        List<Map<String, Object>> mappings = new ArrayList<>();
        for (String schema : List.of("public", "Odd \"schema\" 😀", "user")) {
            for (var database : List.of(stage.source(), stage.destination())) {
                database.execute("create schema if not exists " + quoted(schema));
            }
            stage.destination().execute("create schema if not exists " + quoted("to " + schema));
            for (String name : NAMES) {
                stage.source().execute(definition(schema, name), "insert into " + table(schema, name) + rows(1));
                mappings.add(mapping(schema, name));
            }
        }
        Mirror mirror = stage.create(stage.spec().tables(mappings));
        mirror.awaitRunning();
        for (String schema : List.of("public", "Odd \"schema\" 😀", "user")) {
            for (String name : NAMES) {
                String table = table(schema, name);
                stage.source()
                        .execute(
                                "insert into " + table + rows(10),
                                "update " + table + " set " + quoted(name) + " = 'é', c0 = -1 where k > 12",
                                "update " + table + " set k = -k, u = 'q' where k % 2 = 0",
                                "delete from " + table + " where k = 11");
            }
        }
        stage.awaitMark();
        for (String schema : List.of("public", "Odd \"schema\" 😀", "user")) {
            for (String name : NAMES) {
                String columns = "select k, u, c0, s, t, " + quoted(name) + " from ";
                assertThat(stage.destination().rows(columns + table("to " + schema, name) + " order by k"))
                        .as("%s in %s", name, schema)
                        .isEqualTo(stage.source().rows(columns + table(schema, name) + " order by k"));
            }
        }
        assertThat(mirror.trouble()).isEmpty();
    }

    /** With the names that statements of ours use themselves. */
    private static String definition(String schema, String name) {
        return "create table " + table(schema, name) + " (k int, u text, c0 int, s int, t int, " + quoted(name)
                + " text, primary key (k, s))";
    }

    private static String rows(int from) {
        return " select i, 'u' || i, i, i, i, 'v' from generate_series(" + from + ", " + (from + 5) + ") i";
    }

    private static Map<String, Object> mapping(String schema, String name) {
        return Map.of(
                "source_table_identifier",
                schema + "." + name,
                "destination_table_identifier",
                "to " + schema + "." + name);
    }

    private static String table(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
