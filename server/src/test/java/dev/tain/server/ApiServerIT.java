package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The API over real HTTP. */
class ApiServerIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private final FakePeers peers = new FakePeers();
    private final FakeMirrors mirrors = new FakeMirrors(peers);

    private ApiServices services(FakePeers asked) {
        return new ApiServices(
                mirrors,
                asked,
                new FakeVerifications(mirrors),
                new FakeObservations(peers),
                new FakeHistories(mirrors),
                new FakeAdministration(mirrors),
                Optional.empty());
    }

    private ApiServer start(@Nullable String password) {
        return ApiServer.start(
                new ApiSettings("127.0.0.1", 0, password == null ? null : new Secret(password), "1.2.3"),
                services(peers));
    }

    private HttpResponse<String> send(ApiServer server, String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        URI uri = URI.create(server.address() + path);
        return client.send(HttpRequest.newBuilder(uri).method(method, body).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(ApiServer server, String path) throws IOException, InterruptedException {
        return send(server, "GET", path, BodyPublishers.noBody());
    }

    @Test
    void servesBothPrefixesAndHealth() throws Exception {
        try (ApiServer server = start(null)) {
            for (String path : new String[] {"/api/v1/version", "/v1/version"}) {
                HttpResponse<String> response = get(server, path);
                assertThat(response.body()).isEqualTo("{\"version\":\"1.2.3\"}");
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
                assertThat(response.headers().firstValue("Server")).isEmpty();
            }
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/nothing").statusCode()).isEqualTo(404);
            assertThat(send(server, "HEAD", "/v1/version", BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(server, "TRACE", "/v1/version", BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(501);
            assertThat(get(server, "/v1/peers/type/a%2Fb").body()).contains("peers not found: [a/b]");
        }
    }

    @Test
    void takesAnyContentTypeAndChunkedBodies() throws Exception {
        byte[] body = "{\"peer_name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        try (ApiServer server = start(null)) {
            HttpRequest form = HttpRequest.newBuilder(URI.create(server.address() + "/v1/peers/drop"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            assertThat(client.send(form, BodyHandlers.ofString()).body()).contains("peer x");
            BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
            assertThat(send(server, "POST", "/v1/peers/drop", chunked).body()).contains("peer x");
        }
    }

    @Test
    void refusesLargeBodiesWithOrWithoutTheirLength() throws Exception {
        byte[] large = new byte[ApiSettings.MAX_BODY_BYTES + 1];
        try (ApiServer server = start(null)) {
            HttpResponse<String> known = send(server, "POST", "/v1/peers/drop", BodyPublishers.ofByteArray(large));
            assertThat(known.statusCode()).isEqualTo(413);
            assertThat(known.body()).startsWith("{\"code\":3,\"message\":\"the request's body is larger than");
            HttpResponse<String> chunked = send(
                    server,
                    "POST",
                    "/v1/peers/drop",
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
            assertThat(chunked.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void asksForThePasswordButNotForHealth() throws Exception {
        try (ApiServer server = start("peerdb")) {
            HttpResponse<String> refused = get(server, "/api/v1/version");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).startsWith("{\"code\":16,");
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            HttpRequest published = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/version"))
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(":peerdb".getBytes(StandardCharsets.UTF_8)))
                    .build();
            assertThat(client.send(published, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void answersWhatIsNotHttpInTheSameShape() throws Exception {
        try (ApiServer server = start(null)) {
            assertThat(raw(server, "GET /v1/version HTTP/1.1\r\nHost: a b\r\n\r\n"))
                    .contains("\"details\":[]");
            assertThat(raw(server, "GET /v1/" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .contains("\"details\":[]");
        }
    }

    private static String raw(ApiServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void letsRequestsFinishWhenItStops() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        FakePeers slow = new FakePeers() {
            @Override
            public String version(String name) {
                entered.countDown();
                try {
                    leave.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "slow";
            }
        };
        World.addPeer(slow, "p", "h");
        ApiServer server = ApiServer.start(new ApiSettings("127.0.0.1", 0, null, "1"), services(slow));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> asked = threads.submit(() -> get(server, "/v1/peers/info/p"));
            entered.await();
            Future<?> stopped = threads.submit(server::close);
            while (get(server, "/health/ready").statusCode() == 200) {
                Thread.onSpinWait();
            }
            assertThat(get(server, "/v1/version").statusCode()).isEqualTo(503);
            leave.countDown();
            assertThat(asked.get().body()).contains("slow");
            stopped.get();
        }
    }

    @Test
    void refusesAnOpenDoorAndATakenPort() {
        assertThatThrownBy(() -> ApiServer.start(new ApiSettings("0.0.0.0", 0, new Secret(""), "1"), services(peers)))
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTINGS_INVALID))
                .hasMessageContaining("without a password");
        try (ApiServer server = start(null)) {
            assertThatThrownBy(() ->
                            ApiServer.start(new ApiSettings("127.0.0.1", server.port(), null, "1"), services(peers)))
                    .isInstanceOf(TainException.class)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + server.port());
        }
    }
}
