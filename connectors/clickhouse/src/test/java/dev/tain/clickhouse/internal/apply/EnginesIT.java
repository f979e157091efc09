package dev.tain.clickhouse.internal.apply;

import static dev.tain.clickhouse.internal.apply.Sample.rows;
import static dev.tain.model.NetKind.DELETED;
import static dev.tain.model.NetKind.FULL;
import static dev.tain.model.NetKind.NEW;
import static dev.tain.testkit.Rows.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.ColumnContract;
import dev.tain.connector.MappedTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engines that a mapping may name. */
class EnginesIT {
    private final DestinationDatabase database = new DestinationDatabase();
    private final Sample sample = new Sample(database, "engines");

    @ParameterizedTest
    @CsvSource({
        "CH_ENGINE_REPLACING_MERGE_TREE, ReplacingMergeTree, 1|b|∅",
        "CH_ENGINE_REPLICATED_REPLACING_MERGE_TREE, ReplacingMergeTree, 1|b|∅",
        "CH_ENGINE_MERGE_TREE, MergeTree, 1|b|∅",
        "CH_ENGINE_REPLICATED_MERGE_TREE, MergeTree, 1|b|∅",
        "CH_ENGINE_COALESCING_MERGE_TREE, CoalescingMergeTree, 1|b|1",
        "CH_ENGINE_NULL, Null, ''"
    })
    void isMadeAsNamed(String asked, String made, String shown) {
        MappedTable table = sample.table("t", "", Map.of("engine", asked, MappedTable.CURRENT_VIEW, "true"));
        assertThat(database.destination().check(List.of(table), true)).isEmpty();
        database.destination().prepare("engines", List.of(table));
        assertThat(sample.ask(
                        "SELECT engine FROM system.tables WHERE name = 't' AND database = '" + database.name() + "'"))
                .containsExactly(made);
        sample.write(table, rows(table).add(NEW, 1L, "a", 1L).add(NEW, 2L, "a", 2L));
        sample.write(table, rows(table).add(FULL, 1L, "b", null).add(DELETED, 2L, ABSENT, ABSENT));
        if (made.equals("Null")) {
            assertThat(sample.ask("SELECT count() FROM @t")).containsExactly("0");
        } else {
            assertThat(sample.ask("SELECT * FROM @t_current ORDER BY id")).containsExactly(shown);
        }
    }

    @Test
    void whatCoalescingLosesIsSaid() {
        MappedTable table = sample.table("t", "", Map.of("engine", "CH_ENGINE_COALESCING_MERGE_TREE"));
        List<ColumnContract> columns =
                database.destination().contracts(List.of(table)).getFirst().columns();
        assertThat(columns)
                .extracting(column -> column.source() + " " + column.fidelity())
                .containsExactly("id LOSSLESS", "region LOSSY", "n LOSSY");
        assertThat(columns.get(1).loss()).contains("stays what it was");
    }
}
