package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page over real HTTP: who gets it, what of it is sent, and that pages of others change nothing. */
class PageIT {
    private static final String SECRET =
            "Basic " + Base64.getEncoder().encodeToString(":hunter2".getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newHttpClient();
    private final ApiUnderTest world = new ApiUnderTest();

    private ApiServer start(@Nullable String password) {
        return ApiServer.start(
                new ApiSettings("127.0.0.1", 0, password == null ? null : new Secret(password), "1.2.3"),
                world.services(Optional.empty()));
    }

    private HttpResponse<String> send(ApiServer server, String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).method(method, BodyPublishers.noBody());
        return client.send((headers.length > 0 ? request.headers(headers) : request).build(), BodyHandlers.ofString());
    }

    @Test
    void isServedOnceAndThenOnlyWhenItIsAnother() throws Exception {
        try (ApiServer server = start(null)) {
            HttpResponse<String> page = send(server, "GET", "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).startsWith("<!doctype html>");
            assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html;");
            assertThat(page.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
            assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
            String tag = page.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = send(server, "GET", "/", "If-None-Match", tag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            HttpResponse<String> head = send(server, "HEAD", "/assets/main.js");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void leavesAllOtherPathsAsTheyWere() throws Exception {
        try (ApiServer server = start(null)) {
            for (String path : new String[] {"/assets/nothing.js", "/index.html", "/assets/..%2f..%2fx", "/nothing"}) {
                assertThat(send(server, "GET", path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(send(server, "POST", "/").statusCode()).isEqualTo(405);
            assertThat(send(server, "GET", "/v1/version").body()).isEqualTo("{\"version\":\"1.2.3\"}");
            assertThat(send(server, "GET", "/kafka/v3/clusters").statusCode()).isEqualTo(501);
        }
    }

    @Test
    void isBehindThePassword() throws Exception {
        try (ApiServer server = start("hunter2")) {
            for (String path : new String[] {"/", "/assets/main.js"}) {
                HttpResponse<String> refused = send(server, "GET", path);
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .startsWith("Basic ");
                assertThat(send(server, "GET", path, "Authorization", SECRET).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aLinkElsewhereMayLeadHereAndNothingMore() throws Exception {
        String[] visit = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"};
        String[] frame = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"};
        try (ApiServer server = start(null)) {
            assertThat(send(server, "GET", "/", visit).statusCode()).isEqualTo(200);
            assertThat(send(server, "GET", "/", frame).statusCode()).isEqualTo(403);
            assertThat(send(server, "GET", "/v1/version", visit).statusCode()).isEqualTo(403);
            assertThat(send(server, "POST", "/v1/mirrors/state_change", visit).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void pagesOfOthersChangeNothingEvenWithThePassword() throws Exception {
        String change = "/api/v1/mirrors/state_change";
        try (ApiServer server = start("hunter2")) {
            HttpResponse<String> refused =
                    send(server, "POST", change, "Authorization", SECRET, "Origin", "http://evil.example");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(send(server, "POST", change, "Authorization", SECRET, "Origin", "null")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(send(
                                    server,
                                    "POST",
                                    change,
                                    "Authorization",
                                    SECRET,
                                    "Origin",
                                    server.address().toString())
                            .statusCode())
                    .isEqualTo(400);
            assertThat(send(server, "POST", change, "Authorization", SECRET).statusCode())
                    .isEqualTo(400);
        }
    }
}
