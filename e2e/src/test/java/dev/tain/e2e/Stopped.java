package dev.tain.e2e;

import dev.tain.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One table of a mirror that stops, as the API shows it and is told. */
record Stopped(Mirror mirror, String table) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    String state() {
        return mirror.table(table).path("state").asString("");
    }

    JsonNode stop() {
        return mirror.table(table).path("stop");
    }

    /** Waits until it has stopped, and what can be found out about that is known. */
    JsonNode awaitStopped() {
        return Await.atMost(LIMIT)
                .value(
                        table + " has stopped",
                        () -> mirror.table(table),
                        each -> each.path("state").asString("").equals("QUARANTINED")
                                && !each.path("stop").path("retrying").asBoolean(true))
                .path("stop");
    }

    /** Waits until it has stopped for another reason than this one. */
    JsonNode awaitStoppedAgain(JsonNode before) {
        Await.atMost(LIMIT)
                .thatHolds(
                        table + " has stopped again",
                        () -> !awaitStopped()
                                .path("number")
                                .asString("")
                                .equals(before.path("number").asString("")));
        return awaitStopped();
    }

    void awaitStreaming() {
        Await.atMost(LIMIT).value(table + " streams", this::state, "STREAMING"::equals);
    }

    Answer retry() {
        return mirror.api().post("mirrors/retry", Map.of("flowJobName", mirror.name(), "tables", List.of(table)));
    }

    Answer skip(JsonNode stop) {
        return mirror.api()
                .post(
                        "mirrors/skip",
                        Map.of(
                                "flowJobName",
                                mirror.name(),
                                "table",
                                table,
                                "stop",
                                stop.path("number").asString("")));
    }
}
