package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One mirror, asked and told through the API. */
record Mirror(Api api, String name) {
    static final String RUNNING = "STATUS_RUNNING";
    static final String SNAPSHOT = "STATUS_SNAPSHOT";
    static final String PAUSED = "STATUS_PAUSED";
    static final String FAILED = "STATUS_FAILED";
    static final String COMPLETED = "STATUS_COMPLETED";

    private static final Duration STATE_LIMIT = Duration.ofSeconds(60);

    String state() {
        return api.post("mirrors/status", Map.of("flowJobName", name))
                .succeeded()
                .text("currentFlowState");
    }

    /** Everything that the API tells about it. */
    Answer status() {
        return api.post("mirrors/status", Map.of("flowJobName", name, "includeFlowInfo", true))
                .succeeded();
    }

    /** What keeps it from working, empty when nothing does. */
    String trouble() {
        return status().text("errorMessage");
    }

    /** One table's line of the status. */
    JsonNode table(String source) {
        for (JsonNode table : status().at("tables")) {
            if (table.path("sourceTable").asString().equals(source)) {
                return table;
            }
        }
        throw new AssertionError("no table " + source + " in the status of " + name);
    }

    /** Rows of the first copy and changes since, as counted by the API. */
    long rowsStreamed() {
        return status().at("cdcStatus/rowsSynced").asLong();
    }

    void awaitState(String state) {
        awaitState(state, STATE_LIMIT);
    }

    /** Waits for a state; a failed mirror ends the wait at once. */
    void awaitState(String state, Duration limit) {
        Answer answer = Await.atMost(limit).value(name + " is " + state, this::status, status -> {
            String now = status.text("currentFlowState");
            return now.equals(state) || now.equals(FAILED);
        });
        assertThat(answer.text("currentFlowState"))
                .as("state of %s: %s %s", name, answer.text("errorMessage"), answer.text("remedy"))
                .isEqualTo(state);
    }

    void awaitRunning() {
        awaitState(RUNNING);
    }

    /** Pauses it and waits until it is. */
    void pause() {
        change(PAUSED).succeeded();
        awaitState(PAUSED);
    }

    void resume() {
        change(RUNNING).succeeded();
    }

    Answer change(Object state) {
        return api.post("mirrors/state_change", Map.of("flowJobName", name, "requestedFlowState", state));
    }

    /** Changes its configuration: the fields of {@code cdcFlowConfigUpdate}. */
    Answer edit(Map<String, ?> update) {
        return api.post(
                "mirrors/state_change",
                Map.of(
                        "flowJobName",
                        name,
                        "requestedFlowState",
                        RUNNING,
                        "flowConfigUpdate",
                        Map.of("cdcFlowConfigUpdate", update)));
    }

    Answer add(String table) {
        return edit(Map.of("additional_tables", List.of(MirrorSpec.table(table))));
    }

    Answer remove(String table) {
        return edit(Map.of("removed_tables", List.of(MirrorSpec.table(table))));
    }

    /** Drops it and waits until it is gone. */
    void drop() {
        change("STATUS_TERMINATING").succeeded();
        Await.atMost(STATE_LIMIT).thatHolds(name + " is gone", () -> !exists());
    }

    boolean exists() {
        return api.post("mirrors/status", Map.of("flowJobName", name)).status() != 404;
    }
}
