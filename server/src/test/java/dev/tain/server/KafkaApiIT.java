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
        return ApiServer.start(
                new ApiSettings("127.0.0.1", 0, password == null ? null : new Secret(password), "1.2.3"),
                new ApiServices(world.mirrors, world.peers, Optional.of(world.links)));
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

    @Test
    void saysThatItStops() throws Exception {
        world.inFlight.stop(ApiSettings.STOP_LIMIT);
        Response stopping = world.get(LINKS);
        assertThat(stopping.status()).isEqualTo(503);
        assertThat(ApiUnderTest.text(stopping))
                .isEqualTo("{\"error_code\":50302,\"message\":\"the server is stopping\"}");
    }
}
