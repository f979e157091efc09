package dev.tain.app.internal.client;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the HTTP API of a Tain that runs. What it refuses comes back as an error with its words and its remedy. */
public final class ApiClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int UNAUTHENTICATED = 401;

    private final URI address;
    private final String password;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param password empty for none */
    public ApiClient(URI address, String password) {
        this.address = address;
        this.password = password;
    }

    /** @param path below {@code /api/v1/} */
    public JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
        return ask(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    /** @param path below {@code /api/v1/} */
    public JsonNode get(String path) throws InterruptedException {
        return ask(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve("/api/v1/" + path)).timeout(LIMIT);
        if (!password.isEmpty()) {
            byte[] pair = (":" + password).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return request;
    }

    private JsonNode ask(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new TainException(
                    ErrorCode.REQUEST_INVALID,
                    "no Tain answers at " + address + ": " + e,
                    "Start it with `./tain serve`, or say with --api where it is.",
                    e);
        }
        JsonNode answer = read(response);
        if (response.statusCode() != OK) {
            throw refused(response.statusCode(), answer);
        }
        return answer;
    }

    private JsonNode read(HttpResponse<String> response) {
        try {
            return JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            throw new TainException(
                    ErrorCode.REQUEST_INVALID,
                    "what answers at " + address + " is no Tain, status " + response.statusCode(),
                    "Say with --api where it is.",
                    e);
        }
    }

    private static TainException refused(int status, JsonNode answer) {
        if (status == UNAUTHENTICATED) {
            return new TainException(
                    ErrorCode.REQUEST_UNAUTHENTICATED,
                    "the API wants a password",
                    "Put it into the environment as TAIN_PASSWORD.");
        }
        String remedy = "";
        for (JsonNode detail : answer.path("details")) {
            remedy = detail.path("metadata").path("remedy").asString(remedy);
        }
        return new TainException(
                ErrorCode.REQUEST_INVALID, answer.path("message").asString("status " + status), remedy);
    }

    @Override
    public void close() {
        client.close();
    }
}
