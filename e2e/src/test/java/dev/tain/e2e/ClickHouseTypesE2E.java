package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.e2e.TypeSamples.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values of every PostgreSQL type in ClickHouse, through the API, by the first copy and by the stream. */
class ClickHouseTypesE2E {
    private static final int ROWS = 9;
    /** Types that arrive in another text than the server's, on purpose. */
    private static final Set<String> OTHER_TEXTS =
            Set.of("\"char\"", "bytea", "point", "money", "regclass", "regtype", "regproc", "jsonb[]");

    private final ClickHouseStage stage = ClickHouseStage.open();
    private final List<Sample> samples = TypeSamples.all();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void everyTypeArrivesAlikeByCopyAndByStream() {
        stage.source().execute(TypeSamples.DEFINITIONS.toArray(String[]::new));
        stage.source().execute("create table types (id int primary key, " + columns() + ")");
        insert(1);
        Mirror mirror = stage.running("types");
        insert(101);
        stage.awaitValue("SELECT count() FROM @types FINAL", Integer.toString(2 * ROWS));
        SoftAssertions.assertSoftly(all -> {
            for (int i = 0; i < samples.size(); i++) {
                assertArrived(samples.get(i).type(), "c" + i, all);
            }
        });
        List<List<String>> before = IntStream.range(0, samples.size())
                .mapToObj(i -> values("c" + i, "id < 100"))
                .toList();
        stage.source().execute("update types set id = id + 1000", "delete from types where id < 1100");
        stage.awaitValue("SELECT count() FROM @types FINAL WHERE _peerdb_is_deleted = 0", Integer.toString(ROWS));
        for (int i = 0; i < samples.size(); i++) {
            assertThat(values("c" + i, "id > 1100"))
                    .as("values of %s after their rows moved", samples.get(i).type())
                    .isEqualTo(before.get(i));
        }
        assertThat(mirror.trouble()).isEmpty();
    }

    private void assertArrived(String type, String column, SoftAssertions all) {
        List<String> copied = values(column, "id < 100");
        assertThat(values(column, "id > 100"))
                .as("values of %s by the stream", type)
                .isEqualTo(copied);
        String stored = stage.value("SELECT type FROM system.columns WHERE database || '.' = '@' AND table = 'types'"
                + " AND name = '" + column + "'");
        if (stored.contains("String") && !stored.startsWith("Array") && !OTHER_TEXTS.contains(type)) {
            all.assertThat(copied)
                    .as("texts of %s", type)
                    .isEqualTo(stage.source()
                            .rows("select case when " + column + " is not distinct from null then '∅' else concat("
                                    + column + ") end from types where id < 100 order by id"));
        }
    }

    private List<String> values(String column, String which) {
        return stage.rows("SELECT " + column + " FROM @types FINAL WHERE " + which + " ORDER BY id");
    }

    private String columns() {
        return IntStream.range(0, samples.size())
                .mapToObj(i -> "c" + i + " " + samples.get(i).type())
                .collect(Collectors.joining(", "));
    }

    private void insert(int firstId) {
        for (int row = 0; row < ROWS; row++) {
            int value = row;
            String values = samples.stream().map(s -> s.sql(value)).collect(Collectors.joining(", "));
            stage.source().execute("insert into types values (" + (firstId + row) + ", " + values + ")");
        }
    }

    @Test
    void settingsOfTheMirrorDecideOnJsonAndNull() {
        stage.source()
                .execute(
                        "create table doc (id int primary key, j jsonb, t text, n int)",
                        "insert into doc values (1, '{\"a\": {\"b\": 1}}', 'x', null)");
        stage.running(stage.spec("doc")
                .with("env", Map.of("PEERDB_CLICKHOUSE_ENABLE_JSON", "true", "PEERDB_NULLABLE", "false"))
                .with(
                        "table_mappings",
                        List.of(Map.of(
                                "source_table_identifier",
                                "public.doc",
                                "destination_table_identifier",
                                "doc",
                                "columns",
                                List.of(Map.of("source_name", "n", "nullable_enabled", true))))));
        stage.source()
                .execute(
                        "insert into doc values (2, '{\"a\": {\"b\": \"x\"}}', null, 5)",
                        "update doc set n = 6 where id = 1");
        stage.awaitValue("SELECT count() FROM @doc FINAL WHERE n IS NOT NULL", "2");
        assertThat(stage.rows("SELECT j.a.b, t, n FROM @doc FINAL ORDER BY id")).containsExactly("1|x|6", "x||5");
        assertThat(stage.rows("SELECT type FROM system.columns WHERE database || '.' = '@' AND table = 'doc'"
                        + " AND name IN ('j', 't', 'n') ORDER BY position"))
                .containsExactly("JSON", "String", "Nullable(Int32)");
    }
}
