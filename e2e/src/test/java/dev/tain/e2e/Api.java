package dev.tain.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API as a client sees it. */
final class Api {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    Api(URI base) {
        this.base = base;
    }

    /** @param path below {@code /api/v1/} */
    Answer post(String path, Map<String, ?> body) {
        return post(path, JSON.writeValueAsString(body));
    }

    /** Sends the text as it is, which need not be JSON. */
    Answer post(String path, String body) {
        return answer(request("/api/v1/" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    Answer get(String path) {
        return answer(request("/api/v1/" + path).GET().build());
    }

    /**
     * Asks the API of Kafka links.
     *
     * @param path below {@code /kafka/v3/}
     * @param body null for none; a text is sent as it is
     */
    Answer kafka(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = request("/kafka/v3/" + path);
        return answer(
                body == null
                        ? request.method(method, BodyPublishers.noBody()).build()
                        : request.header("Content-Type", "application/json")
                                .method(
                                        method,
                                        BodyPublishers.ofString(
                                                body instanceof String text ? text : JSON.writeValueAsString(body)))
                                .build());
    }

    /** Whether the health check answers 200. */
    boolean isReady() {
        try {
            return send(request("/health/ready").GET().build()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false; // not listening yet
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(REQUEST_LIMIT);
    }

    private Answer answer(HttpRequest request) {
        HttpResponse<String> response = send(request);
        JsonNode body = response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
        return new Answer(response.statusCode(), body);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking " + request.uri(), e);
        }
    }
}
