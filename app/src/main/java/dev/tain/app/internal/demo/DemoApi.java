package dev.tain.app.internal.demo;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the API as anybody would, over HTTP, and remembers how one does the same with curl. */
final class DemoApi implements AutoCloseable {
    static final String MIRROR = "shop_mirror";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;
    /** What fits a terminal is shown in one line. */
    private static final int COLUMNS = 100;

    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> curls = new LinkedHashSet<>();

    DemoApi(URI address) {
        this.address = address;
    }

    /** @param server its type and how it is reached, as the body has it */
    void createPeer(String peer, String server) throws IOException, InterruptedException {
        JsonNode answer = post("/api/v1/peers/create", "{\"peer\": {\"name\": \"%s\", %s}}".formatted(peer, server));
        if (!answer.path("status").asString("").equals("CREATED")) {
            throw refused("/api/v1/peers/create", answer.path("message").asString(""));
        }
    }

    void createMirror(String source, String destination, Snapshot snapshot) throws IOException, InterruptedException {
        String tables = String.join(
                ",\n", Stream.of(ShopTable.values()).map(DemoApi::mapping).toList());
        post("/api/v1/flows/cdc/create", """
                {"connection_configs": {
                  "flow_job_name": "%s", "source_name": "%s", "destination_name": "%s",
                  "do_initial_snapshot": true, "snapshot_num_rows_per_partition": %d,
                  "snapshot_max_parallel_workers": %d, "snapshot_num_tables_in_parallel": %d,
                  "idle_timeout_seconds": 0, "env": {"PEERDB_NULLABLE": "true"},
                  "table_mappings": [
                %s]}}
                """.formatted(
                MIRROR, source, destination, snapshot.rowsPerChunk(), snapshot.workers(), snapshot.tables(), tables));
    }

    private static String mapping(ShopTable table) {
        return "  {\"source_table_identifier\": \"public.%s\", \"destination_table_identifier\": \"%s\"}"
                .formatted(table.sqlName(), table.sqlName());
    }

    MirrorView status() throws IOException, InterruptedException {
        return MirrorView.of(post("/api/v1/mirrors/status", """
                {"flowJobName": "%s", "includeFlowInfo": true}
                """.formatted(MIRROR)));
    }

    /** What was asked so far, in order, each once. */
    Set<String> curls() {
        return Collections.unmodifiableSet(curls);
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        String json = body.strip();
        curls.add(curl(path, json));
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .POST(BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        if (response.statusCode() != OK) {
            throw refused(path, answer.path("message").asString(response.body()));
        }
        return answer;
    }

    private String curl(String path, String json) {
        String inOneLine = "curl -s " + address + path + " -d '" + json + "'";
        boolean fits = inOneLine.length() <= COLUMNS && !json.contains("\n");
        return fits ? inOneLine : "curl -s " + address + path + " -d '\n" + json + "'";
    }

    private static TainException refused(String path, String message) {
        return new TainException(
                ErrorCode.INTERNAL,
                "The API refused what the demo asked of " + path + ": " + message,
                "Please report this with the lines above.");
    }

    @Override
    public void close() {
        client.close();
    }

    /** How the copy is taken: chunk size in rows, chunks at a time for each table, tables at a time. */
    record Snapshot(long rowsPerChunk, int workers, int tables) {}
}
