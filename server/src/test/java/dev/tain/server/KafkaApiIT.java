package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.Secret;
import dev.tain.server.internal.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API about Kafka links over real HTTP: all its golden files, and what the web server has a say in. */
class KafkaApiIT {
    private static final Path FILES = Path.of("src/test/resources/golden");
    private static final byte[] NOTHING = new byte[0];
    private static final String LINKS = "/kafka/v3/clusters/" + FakeLinks.CLUSTER + "/links";

    private final ApiUnderTest world = new ApiUnderTest();

    private ApiServer start(@Nullable String password) {
        return start(password, RequestLimits.STANDARD);
    }

    private ApiServer start(@Nullable String password, RequestLimits limits) {
        return ApiServer.start(
                new ApiSettings("127.0.0.1", 0, password == null ? null : new Secret(password), "1.2.3", limits),
                world.services(Optional.of(world.links)));
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("kafka-")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersOverHttpAsWithoutIt(Path file) throws IOException {
        try (ApiServer server = start(null)) {
            String actual = new GoldenFile(file, world, new RawHttp(server.port())::send).play();
            assertThat(actual).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void hasAllGoldenFiles() throws IOException {
        assertThat(files()).hasSizeGreaterThan(5);
    }

    @Test
    void asksForThePassword() throws IOException {
        try (ApiServer server = start("secret")) {
            RawHttp http = new RawHttp(server.port());
            Response refused = http.send("GET", LINKS, Map.of(), NOTHING);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers().get("WWW-Authenticate")).startsWith("Basic ");
            assertThat(ApiUnderTest.text(refused))
                    .isEqualTo("{\"error_code\":40101,\"message\":\"Authentication failed\"}");
            String pair = Base64.getEncoder().encodeToString("key:secret".getBytes(StandardCharsets.UTF_8));
            for (String given : List.of("Basic " + pair, "Bearer secret")) {
                assertThat(http.send("GET", LINKS, Map.of("Authorization", List.of(given)), NOTHING)
                                .status())
                        .isEqualTo(200);
            }
            Response unknown = http.send("GET", "/v3/clusters/other", Map.of(), NOTHING);
            assertThat(unknown.status()).isEqualTo(401);
        }
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        try (ApiServer server = start(null)) {
            RawHttp http = new RawHttp(server.port());
            Response large = http.send("POST", LINKS, Map.of(), new byte[ApiSettings.MAX_BODY_BYTES + 1]);
            assertThat(large.status()).isEqualTo(413);
            assertThat(ApiUnderTest.text(large)).startsWith("{\"error_code\":413,\"message\":");
        }
    }

    /** Both APIs together, also those who do not know the password, but not the health checks. */
    @Test
    void limitsTheRequestsOfOneClient() throws IOException {
        try (ApiServer server = start("secret", new RequestLimits(1, 0))) {
            RawHttp http = new RawHttp(server.port());
            for (int i = 0; i < 10; i++) {
                assertThat(http.send("GET", i % 2 == 0 ? LINKS : "/v1/version", Map.of(), NOTHING)
                                .status())
                        .isEqualTo(401);
            }
            Response kafka = untilLimited(http, LINKS);
            assertThat(kafka.headers()).containsEntry("Retry-After", "1");
            assertThat(ApiUnderTest.text(kafka))
                    .isEqualTo("{\"error_code\":42901,\"message\":\"Too Many Requests: more than 1 requests a second of"
                            + " one client. Try again later.\"}");
            Response other = untilLimited(http, "/v1/version");
            assertThat(other.headers()).containsEntry("Retry-After", "1");
            assertThat(ApiUnderTest.text(other))
                    .startsWith("{\"code\":8,\"message\":\"more than 1 requests a second of one client\"")
                    .contains("\"reason\":\"REQUEST_LIMITED\"");
            assertThat(http.send("GET", "/health/ready", Map.of(), NOTHING).status())
                    .isEqualTo(200);
        }
    }

    /** Time goes on meanwhile, so that some may get in. */
    private static Response untilLimited(RawHttp http, String address) throws IOException {
        Response response = http.send("GET", address, Map.of(), NOTHING);
        for (int i = 0; i < 1000 && response.status() != 429; i++) {
            response = http.send("GET", address, Map.of(), NOTHING);
        }
        assertThat(response.status()).isEqualTo(429);
        return response;
    }

    @Test
    void saysThatItStops() throws Exception {
        world.inFlight.stop(ApiSettings.STOP_LIMIT);
        Response stopping = world.get(LINKS);
        assertThat(stopping.status()).isEqualTo(503);
        assertThat(ApiUnderTest.text(stopping))
                .isEqualTo("{\"error_code\":50302,\"message\":\"the server is stopping\"}");
    }
}
