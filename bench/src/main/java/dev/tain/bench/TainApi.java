package dev.tain.bench;

import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few calls of the published HTTP API that a measurement makes. */
final class TainApi {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    /** Seldom enough that answering is no part of what is measured. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int HUNDRED = 100;
    private static final Pattern CLUSTER = Pattern.compile("\"cluster_id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("\"currentFlowState\"\\s*:\\s*\"(\\w+)\"");

    private static final Pattern VERIFICATION = Pattern.compile("\"verificationId\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern OUTCOME = Pattern.compile("\"outcome\"\\s*:\\s*\"(\\w+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    TainApi(int port) {
        this.port = port;
    }

    void awaitReady(Process process) {
        Await.atMost(LIMIT).thatHolds("Tain is ready or gone", () -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new IllegalStateException("Tain ended with " + process.exitValue());
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send(request("/health/ready").GET().build()).statusCode() == OK;
        } catch (IOException e) {
            return false; // nothing listens yet
        }
    }

    void createPeer(String name, PostgresDatabase database) throws IOException, InterruptedException {
        post("/api/v1/peers/create", """
                {"peer": {"name": "%s", "type": "POSTGRES", "postgres_config": {"host": "127.0.0.1", "port": %d,
                 "user": "%s", "database": "%s"}}}""".formatted(
                        name, database.server().port(), PostgresDatabase.USER, database.name()));
    }

    void createClickHousePeer(String name, int port, String database) throws IOException, InterruptedException {
        post("/api/v1/peers/create", """
                {"peer": {"name": "%s", "type": "CLICKHOUSE", "clickhouse_config": {"host": "127.0.0.1", "port": %d,
                 "user": "default", "database": "%s", "disable_tls": true}}}""".formatted(name, port, database));
    }

    void createMirror(String name, String source, String destination, boolean snapshot)
            throws IOException, InterruptedException {
        createMirror(name, source, destination, "public.orders", snapshot);
    }

    /** Creates a mirror of the one table, with the defaults except that a batch is due at once. */
    void createMirror(String name, String source, String destination, String table, boolean snapshot)
            throws IOException, InterruptedException {
        post("/api/v1/flows/cdc/create", """
                {"connection_configs": {"flow_job_name": "%s",
                 "source_name": "%s", "destination_name": "%s",
                 "table_mappings": [{"source_table_identifier": "public.orders",
                     "destination_table_identifier": "%s"}],
                 "idle_timeout_seconds": 0,
                 "do_initial_snapshot": %b}}""".formatted(name, source, destination, table, snapshot));
    }

    void pause(String mirror) throws IOException, InterruptedException {
        change(mirror, "STATUS_PAUSED");
    }

    void resume(String mirror) throws IOException, InterruptedException {
        change(mirror, "STATUS_RUNNING");
    }

    /** Drops the mirror and waits until it is gone. */
    void drop(String mirror) throws IOException, InterruptedException {
        change(mirror, "STATUS_TERMINATING");
        Await.atMost(LIMIT).thatHolds(mirror + " is gone", () -> status(mirror).statusCode() == NOT_FOUND);
    }

    private void change(String mirror, String state) throws IOException, InterruptedException {
        post("/api/v1/mirrors/state_change", """
                {"flowJobName": "%s", "requestedFlowState": "%s"}""".formatted(mirror, state));
    }

    /** Waits for the state, or fails when the mirror does. */
    void awaitState(String mirror, String state) throws IOException, InterruptedException {
        String found = Await.atMost(LIMIT)
                .every(LOOK)
                .value(
                        mirror + " is in " + state,
                        () -> state(status(mirror).body()),
                        each -> each.equals(state) || each.equals("STATUS_FAILED"));
        if (!found.equals(state)) {
            throw new IllegalStateException(
                    "the mirror has failed: " + status(mirror).body());
        }
    }

    /** Has a mirror's tables compared, and waits for what comes of it. */
    String verify(String mirror, int parallel) throws IOException, InterruptedException {
        String begun = send(request("/api/v1/mirrors/verify")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"flowJobName\": \"%s\", \"parallelism\": %d}".formatted(mirror, parallel)))
                        .build())
                .body();
        Matcher id = VERIFICATION.matcher(begun);
        if (!id.find()) {
            throw new IllegalStateException("the verification did not begin: " + begun);
        }
        return Await.atMost(LIMIT)
                .value("the verification has ended", () -> outcome(id.group(1)), each -> !each.equals("RUNNING"));
    }

    private String outcome(String id) throws IOException, InterruptedException {
        String answer =
                send(request("/api/v1/mirrors/verify/" + id).GET().build()).body();
        Matcher outcome = OUTCOME.matcher(answer);
        return outcome.find() ? outcome.group(1) : answer;
    }

    private static String state(String status) {
        Matcher matcher = STATE.matcher(status);
        return matcher.find() ? matcher.group(1) : "";
    }

    private HttpResponse<String> status(String mirror) throws IOException, InterruptedException {
        return send(request("/api/v1/mirrors/status")
                .POST(HttpRequest.BodyPublishers.ofString("{\"flow_job_name\": \"" + mirror + "\"}"))
                .build());
    }

    /** The path of the Kafka cluster that links copy into. */
    String kafkaCluster() throws IOException, InterruptedException {
        String answer = send(request("/kafka/v3/clusters").GET().build()).body();
        Matcher matcher = CLUSTER.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("no cluster in " + answer);
        }
        return "/kafka/v3/clusters/" + matcher.group(1);
    }

    /** Asks the API of Kafka links; whether it did it. */
    boolean kafka(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
        return response.statusCode() / HUNDRED == 2;
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
        if (response.statusCode() != OK || response.body().contains("\"FAILED\"")) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + " " + response.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json");
    }
}
