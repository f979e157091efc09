package dev.tain.app.internal.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the API says about the mirror.
 *
 * @param state the published name, such as STATUS_RUNNING
 * @param trouble what keeps it from working; empty when nothing does
 * @param rowsStreamed changes applied, the snapshot not counted
 */
record MirrorView(String state, String trouble, long rowsStreamed, List<TableView> tables) {

    /** One table; {@code rows} have been copied of about {@code estimate}. */
    record TableView(ShopTable table, boolean begun, boolean copied, long rows, long estimate) {}

    static MirrorView of(JsonNode answer) {
        List<TableView> tables = new ArrayList<>();
        for (JsonNode each : answer.path("tables")) {
            String phase = each.path("phase").asString("");
            tables.add(new TableView(
                    ShopTable.ofName(each.path("sourceTable").asString("")),
                    !phase.equals("WAITING"),
                    phase.equals("CATCHING_UP") || phase.equals("STREAMING"),
                    each.path("rowsCopied").asLong(0),
                    each.path("estimatedRows").asLong(0)));
        }
        return new MirrorView(
                answer.path("currentFlowState").asString(""),
                answer.path("errorMessage").asString(""),
                answer.path("cdcStatus").path("rowsSynced").asLong(0),
                tables);
    }

    boolean running() {
        return state.equals("STATUS_RUNNING");
    }

    /** Whether only a person could help. */
    boolean failed() {
        return state.equals("STATUS_FAILED");
    }
}
