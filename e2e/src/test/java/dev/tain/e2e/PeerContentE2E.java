package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is in a peer and what goes on in it, through the API. */
class PeerContentE2E {
    private static final Duration SAMPLE_LIMIT = Duration.ofSeconds(90);

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each ->
                        field.isEmpty() ? each.asString() : each.path(field).asString())
                .toList();
    }

    @Test
    void schemasTablesAndColumnsAreShown() {
        try (Stage stage = Stage.open()) {
            stage.source()
                    .execute(
                            "create schema sales",
                            "create table sales.items (id bigint primary key, price numeric(8,2), tags text[])",
                            "create table sales.keyless (v int)",
                            "create publication mine for table sales.items");
            String peer = "peer_name=" + stage.sourcePeer();
            assertThat(texts(
                            stage.api().get("peers/schemas?" + peer).succeeded().at("schemas"), ""))
                    .containsExactly("public", "sales");
            assertThat(texts(
                            stage.api()
                                    .get("peers/tables/all?" + peer)
                                    .succeeded()
                                    .at("tables"),
                            ""))
                    .containsExactly("public.mark", "sales.items", "sales.keyless");
            Answer tables = stage.api()
                    .get("peers/tables?" + peer + "&schema_name=sales&cdc_enabled=true")
                    .succeeded();
            assertThat(tables.at("tables").toString())
                    .isEqualTo("[{\"tableName\":\"items\",\"canMirror\":true,\"tableSize\":\"16 kB\","
                            + "\"isReplicaIdentityFull\":false},{\"tableName\":\"keyless\",\"canMirror\":false,"
                            + "\"tableSize\":\"0 bytes\",\"isReplicaIdentityFull\":false}]");
            Answer columns = stage.api()
                    .get("peers/columns?" + peer + "&schema_name=sales&table_name=items")
                    .succeeded();
            assertThat(texts(columns.at("columns"), "qkind")).containsExactly("int64", "numeric", "array_string");
            assertThat(texts(columns.at("columns"), "type")).containsExactly("bigint", "numeric(8,2)", "text[]");
            assertThat(texts(
                            stage.api()
                                    .get("peers/publications?" + peer)
                                    .succeeded()
                                    .at("publicationNames"),
                            ""))
                    .containsExactly("mine");
            stage.source().execute("drop publication mine");
        }
    }

    @Test
    void aMirrorsSlotIsShownWithItsHistory() {
        try (Stage stage = Stage.open()) {
            Mirror mirror = stage.running();
            String slot = stage.slots().getFirst();
            Answer slots = stage.api()
                    .get("peers/slots/" + stage.sourcePeer() + "?peerdb_managed_only=true")
                    .succeeded();
            JsonNode ours = StreamSupport.stream(slots.at("slotData").spliterator(), false)
                    .filter(each -> each.path("slotName").asString().equals(slot))
                    .findFirst()
                    .orElseThrow();
            assertThat(ours.path("active").asBoolean()).isTrue();
            assertThat(ours.path("sentLSN").asString()).contains("/");
            assertThat(ours.path("logicalDecodingWorkMemMb").asString()).isEqualTo("64");
            assertThat(ours.path("lagInMb").isNumber()).isTrue();
            Map<String, String> wish =
                    Map.of("peerName", stage.sourcePeer(), "slotName", slot, "timeSince", "15 minutes");
            Answer history = Await.atMost(SAMPLE_LIMIT)
                    .value(
                            "a sample of the slot",
                            () -> stage.api()
                                    .post("peers/slots/lag_history", wish)
                                    .succeeded(),
                            answer -> answer.at("data").size() > 0);
            assertThat(history.at("data/0/confirmedLSN").asString()).contains("/");
            assertThat(history.at("data/0/time").asLong()).isPositive();
            Answer sessions =
                    stage.api().get("peers/stats/" + stage.sourcePeer()).succeeded();
            assertThat(sessions.at("statData").toString()).contains("START_REPLICATION");
            mirror.drop();
        }
    }
}
