package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a mirror has done, through the API. */
class HistoryE2E {
    private static final int ROWS = 3_000;

    @Test
    void batchesCountsAndLogsAreTold() {
        try (Stage stage = Stage.open()) {
            stage.source()
                    .execute(
                            "create table t (id int primary key, v text)",
                            "insert into t select g, 'v' from generate_series(1, " + ROWS + ") g");
            Mirror mirror = stage.create(stage.spec("public.t").with("soft_delete_col_name", "gone"));
            mirror.awaitRunning();
            stage.source().execute("insert into t values (-1, 'new')");
            stage.awaitMark();
            awaitRows(stage, mirror, 2);
            stage.source().execute("update t set v = 'w' where id between 1 and 10", "delete from t where id = 1");
            stage.awaitMark();
            awaitRows(stage, mirror, 14);

            JsonNode counts = tableCounts(stage, mirror, "public.t");
            assertThat(counts.toString())
                    .isEqualTo("{\"totalCount\":\"12\",\"insertsCount\":\"1\",\"updatesCount\":\"10\","
                            + "\"deletesCount\":\"1\"}");
            assertThat(rows(stage, mirror, ""))
                    .isEqualTo("{\"totalCountCDC\":\"14\",\"totalCountInitialLoad\":\"" + ROWS + "\",\"totalCount\":\""
                            + (ROWS + 14) + "\"}");
            assertThat(rows(stage, mirror, "?exclude_cdc=true")).contains("\"totalCountCDC\":\"0\"");
            batches(stage, mirror);
            graph(stage, mirror);
            rowCounts(stage, mirror);
            initialLoad(stage, mirror);
            logs(stage, mirror);
        }
    }

    private static String rows(Stage stage, Mirror mirror, String query) {
        return stage.api()
                .get("mirrors/total_rows_synced/" + mirror.name() + query)
                .succeeded()
                .body()
                .toString();
    }

    private static void awaitRows(Stage stage, Mirror mirror, int changes) {
        Await.until(
                changes + " changes are written down",
                () -> rows(stage, mirror, "").contains("\"totalCountCDC\":\"" + changes + "\""));
    }

    private static JsonNode tableCounts(Stage stage, Mirror mirror, String table) {
        Answer answer = stage.api()
                .get("mirrors/cdc/table_total_counts/" + mirror.name())
                .succeeded();
        assertThat(answer.text("totalData/totalCount")).isEqualTo("14");
        for (JsonNode each : answer.at("tablesData")) {
            if (each.path("tableName").asString().equals(table)) {
                return each.path("counts");
            }
        }
        throw new AssertionError(answer);
    }

    private static List<String> ids(Stage stage, Map<String, ?> wish) {
        List<String> ids = new ArrayList<>();
        stage.api()
                .post("mirrors/cdc/batches", wish)
                .succeeded()
                .at("cdcBatches")
                .forEach(batch -> ids.add(batch.path("batchId").asString()));
        return ids;
    }

    private static void batches(Stage stage, Mirror mirror) {
        List<String> all = ids(stage, Map.of("flowJobName", mirror.name()));
        assertThat(all).hasSizeGreaterThan(1).last().isEqualTo("1");
        Answer newest = stage.api()
                .get("mirrors/cdc/batches/" + mirror.name() + "?limit=1")
                .succeeded();
        assertThat(newest.at("total").asInt()).isEqualTo(all.size());
        assertThat(newest.at("page").asInt()).isEqualTo(1);
        assertThat(newest.text("cdcBatches/0/batchId")).isEqualTo(all.getFirst());
        assertThat(newest.text("cdcBatches/0/startLsn")).isEqualTo("0");
        assertThat(ids(stage, Map.of("flowJobName", mirror.name(), "beforeId", all.getFirst(), "afterId", -1)))
                .isEqualTo(all.subList(1, all.size()));
        assertThat(ids(stage, Map.of("flowJobName", mirror.name(), "beforeId", -1, "afterId", 1, "limit", 1)))
                .containsExactly("2");
        assertThat(ids(stage, Map.of("flowJobName", mirror.name(), "afterId", 1)))
                .isEmpty();
    }

    private static void graph(Stage stage, Mirror mirror) {
        Answer graph = stage.api()
                .post(
                        "mirrors/cdc/graph",
                        Map.of(
                                "flowJobName",
                                mirror.name(),
                                "aggregateType",
                                "TIME_AGGREGATE_TYPE_ONE_MONTH",
                                "mode",
                                "GRAPH_MODE_LAST_X"))
                .succeeded();
        assertThat(graph.at("data").size()).isEqualTo(30);
        assertThat(graph.text("totalRows")).isEqualTo("14");
        assertThat(stage.api()
                        .post("mirrors/cdc/graph", Map.of("flowJobName", mirror.name(), "aggregateType", 1, "mode", 1))
                        .text("totalRows"))
                .isEqualTo("14");
    }

    private static void rowCounts(Stage stage, Mirror mirror) {
        assertThat(stage.destination().count("t")).as("the deleted row is kept").isEqualTo(ROWS + 1);
        Answer counts = stage.api()
                .post("mirrors/row_counts", Map.of("flowJobName", mirror.name(), "sourceTables", List.of("public.t")))
                .succeeded();
        assertThat(counts.at("tableCounts").toString())
                .isEqualTo("[{\"sourceTable\":\"public.t\",\"destinationTable\":\"public.t\",\"sourceCount\":\"" + ROWS
                        + "\",\"destinationCount\":\"" + ROWS
                        + "\",\"sourceIsApproximate\":false,\"destinationIsApproximate\":false}]");
        stage.destination().execute("alter table t rename to elsewhere");
        assertThat(stage.api()
                        .post("mirrors/row_counts", Map.of("flowJobName", mirror.name()))
                        .succeeded()
                        .at("tableCounts")
                        .toString())
                .contains("\"destinationCount\":\"-1\"");
        stage.destination().execute("alter table elsewhere rename to t");
        assertThat(stage.api()
                        .post(
                                "mirrors/row_counts",
                                Map.of("flowJobName", mirror.name(), "sourceTables", List.of("public.x")))
                        .status())
                .isEqualTo(400);
    }

    private static void initialLoad(Stage stage, Mirror mirror) {
        Answer summary =
                stage.api().get("mirrors/cdc/initial_load/" + mirror.name()).succeeded();
        assertThat(summary.at("tableSummaries").toString())
                .contains("\"numRowsSynced\":\"" + ROWS + "\"", "\"consolidateCompleted\":true");
        assertThat(summary.at("tableSummaries").toString())
                .isEqualTo(mirror.status().at("cdcStatus/snapshotStatus/clones").toString());
    }

    private static void logs(Stage stage, Mirror mirror) {
        Answer logs = stage.api()
                .post("mirrors/logs", Map.of("flowJobName", mirror.name(), "level", "INFO", "numPerPage", 1))
                .succeeded();
        assertThat(logs.at("errors").size()).isEqualTo(1);
        assertThat(logs.at("total").asInt()).isPositive();
        assertThat(logs.text("errors/0/flowName")).isEqualTo(mirror.name());
        assertThat(logs.text("errors/0/errorType")).isEqualTo("info");
        mirror.drop();
        assertThat(stage.api()
                        .post("mirrors/logs", Map.of("flowJobName", mirror.name(), "numPerPage", 1))
                        .succeeded()
                        .at("total")
                        .asInt())
                .as("logs outlive the mirror")
                .isPositive();
        assertThat(stage.api()
                        .get("mirrors/cdc/batches/" + mirror.name())
                        .succeeded()
                        .at("total")
                        .asInt())
                .isPositive();
        assertThat(stage.api().get("mirrors/cdc/batches/never_there").status()).isEqualTo(404);
    }
}
