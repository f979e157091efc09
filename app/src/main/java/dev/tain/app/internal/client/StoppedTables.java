package dev.tain.app.internal.client;

import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Style;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Shows a mirror's tables, and asks for what is to become of those that have stopped. */
public final class StoppedTables {
    private final ApiClient api;
    private final String mirror;
    private final boolean json;
    private final Screen screen = Screen.ofProcess();

    /** @param json whether answers are printed as they are, and nothing else */
    public StoppedTables(ApiClient api, String mirror, boolean json) {
        this.api = api;
        this.mirror = mirror;
        this.json = json;
    }

    /** Whether none has stopped. */
    public boolean show() throws InterruptedException {
        JsonNode answer = tables();
        if (json) {
            screen.print(answer.toPrettyString());
        }
        boolean all = true;
        for (JsonNode table : answer.path("tables")) {
            boolean stopped = table.path("state").asString("").equals("QUARANTINED");
            all &= !stopped;
            if (!json) {
                line(table, stopped);
            }
        }
        return all;
    }

    private JsonNode tables() throws InterruptedException {
        return api.get("mirrors/tables/" + mirror);
    }

    private void line(JsonNode table, boolean stopped) {
        Style style = screen.style();
        String name = table.path("sourceTable").asString("");
        screen.print((stopped ? style.failed() : " ") + " " + name + "  "
                + table.path("state").asString(""));
        if (stopped) {
            JsonNode stop = table.path("stop");
            String key = stop.path("change").path("key").asString("");
            screen.print("    since " + stop.path("since").asString("")
                    + (stop.path("retrying").asBoolean(false) ? ", is being tried again" : ""));
            screen.print("    " + stop.path("errorCode").asString("") + ": "
                    + stop.path("errorMessage").asString(""));
            if (!key.isEmpty()) {
                screen.print("    row " + key + " at "
                        + stop.path("change").path("position").asString(""));
            }
            screen.print("    " + stop.path("remedy").asString(""));
        }
        for (JsonNode skipped : table.path("skipped")) {
            screen.print(
                    "    left out: row " + skipped.path("change").path("key").asString("") + " at "
                            + skipped.path("change").path("position").asString("") + ", asked for "
                            + skipped.path("at").asString(""));
        }
    }

    public void retry(List<String> tables) throws InterruptedException {
        JsonNode answer = api.post("mirrors/retry", Map.of("flowJobName", mirror, "tables", tables));
        if (json) {
            screen.print(answer.toPrettyString());
            return;
        }
        answer.path("tables").forEach(table -> screen.print(table.asString("") + " is being tried again"));
    }

    /** Of the stop that is shown now, so that no other change is left out should the table stop anew meanwhile. */
    public void skip(String table) throws InterruptedException {
        long stop = 0;
        for (JsonNode each : tables().path("tables")) {
            if (each.path("sourceTable").asString("").equals(table)) {
                stop = each.path("stop").path("number").asLong(0);
            }
        }
        if (stop == 0) {
            throw new TainException(
                    ErrorCode.TABLE_NOT_STOPPED,
                    "mirror " + mirror + " has no table " + table + " that has stopped",
                    "See ./tain mirror tables " + mirror + ".");
        }
        JsonNode answer = api.post("mirrors/skip", Map.of("flowJobName", mirror, "table", table, "stop", stop));
        screen.print(
                json
                        ? answer.toPrettyString()
                        : "left out: row "
                                + answer.path("skipped")
                                        .path("change")
                                        .path("key")
                                        .asString("") + "; " + table
                                + " goes on");
    }
}
