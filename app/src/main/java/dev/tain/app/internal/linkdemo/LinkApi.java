package dev.tain.app.internal.linkdemo;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks Tain's HTTP API as a person would, and remembers how to ask the same with curl. */
final class LinkApi implements AutoCloseable {
    static final String LINK = "demo";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int HUNDRED = 100;
    /** What fits a terminal is shown in one line. */
    private static final int COLUMNS = 100;

    private static final int UNAVAILABLE = 503;

    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> curls = new LinkedHashSet<>();
    private String cluster = "";

    LinkApi(URI address) {
        this.address = address;
    }

    /** Finds the cluster that links copy into. */
    void begin() throws IOException, InterruptedException {
        JsonNode clusters = ask("GET", "/kafka/v3/clusters", "");
        cluster = "/kafka/v3/clusters/"
                + clusters.path("data").path(0).path("cluster_id").asString("");
    }

    void createLink(String source) throws IOException, InterruptedException {
        String groups = "{\"groupFilters\": [{\"name\": \"" + Billing.GROUP + "\", \"filterType\": \"INCLUDE\"}]}";
        ask("POST", cluster + "/links?link_name=" + LINK, """
                {"configs": [
                  {"name": "bootstrap.servers", "value": "%s"},
                  {"name": "consumer.offset.sync.enable", "value": "true"},
                  {"name": "consumer.offset.sync.ms", "value": "1000"},
                  {"name": "consumer.offset.group.filters", "value": %s}]}""".formatted(
                        source, JsonMapper.shared().writeValueAsString(groups)));
    }

    void createMirror() throws IOException, InterruptedException {
        ask("POST", cluster + "/links/" + LINK + "/mirrors", "{\"source_topic_name\": \"" + Orders.TOPIC + "\"}");
    }

    void promote() throws IOException, InterruptedException {
        ask(
                "POST",
                cluster + "/links/" + LINK + "/mirrors:promote",
                "{\"mirror_topic_names\": [\"" + Orders.TOPIC + "\"]}");
    }

    /** How the mirror is: its published status, and how many records it lacks. */
    Mirror mirror() throws IOException, InterruptedException {
        JsonNode mirror = ask("GET", cluster + "/links/" + LINK + "/mirrors/" + Orders.TOPIC, "");
        long lag = 0;
        for (JsonNode each : mirror.path("mirror_lags")) {
            lag += Math.max(0, each.path("lag").asLong(0));
        }
        return new Mirror(mirror.path("mirror_status").asString(""), lag);
    }

    record Mirror(String status, long lag) {}

    /** What was asked so far, in order, each once. */
    Set<String> curls() {
        return Collections.unmodifiableSet(curls);
    }

    /** A broker that has just started does not decide about links at once, and says so. */
    private JsonNode ask(String verb, String path, String body) throws IOException, InterruptedException {
        curls.add(curl(path, body, verb));
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        while (response.statusCode() == UNAVAILABLE && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
            response = client.send(request, BodyHandlers.ofString());
        }
        if (response.statusCode() / HUNDRED != 2) {
            throw new TainException(
                    ErrorCode.INTERNAL,
                    "The API refused what the demo asked of " + path + ": " + response.body(),
                    "Please report this with the lines above.");
        }
        return response.body().isEmpty()
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(response.body());
    }

    private String curl(String path, String body, String verb) {
        String asked = "curl -s '" + address + path + "'";
        if (verb.equals("GET")) {
            return asked;
        }
        String inOneLine = asked + " -d '" + body + "'";
        return inOneLine.length() <= COLUMNS && !body.contains("\n") ? inOneLine : asked + " \\\n  -d '" + body + "'";
    }

    @Override
    public void close() {
        client.close();
    }
}
