package dev.tain.server.internal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.server.ApiUnderTest;
import dev.tain.server.FakeLinks;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.http.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every published operation is known under both prefixes; those that this version lacks say so. */
class OperationsTest {
    private static final byte[] NOTHING = new byte[0];
    private static final Path TABLE = Path.of("src/test/resources/published/kafka-operations.csv");

    @ParameterizedTest
    @CsvFileSource(resources = "/published/kafka-operations.csv")
    void isKnown(String verb, String path, boolean isHere) {
        String address = "/v3/" + path.replace("{cluster_id}", FakeLinks.CLUSTER);
        Response one = new ApiUnderTest().send(verb, address, Map.of(), NOTHING);
        Response other = new ApiUnderTest().send(verb, "/kafka" + address, Map.of(), NOTHING);
        String text = ApiUnderTest.text(one);
        assertThat(ApiUnderTest.text(other).replace("/kafka/v3/", "/v3/"))
                .isEqualTo(text.replace("/kafka/v3/", "/v3/"));
        assertThat(other.status()).isEqualTo(one.status());
        assertThat(text).doesNotContain("HTTP 404", "HTTP 405", "Internal Server Error");
        assertThat(one.status() == 501).isEqualTo(!isHere);
        Response wrong = new ApiUnderTest().send("OPTIONS", address, Map.of(), NOTHING);
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.headers().get("Allow")).contains(verb);
    }

    /** The published body has no place for it. */
    @Test
    void aPromotionSaysWhereItIsSeen() {
        ApiUnderTest api = new ApiUnderTest();
        String links = "/kafka/v3/clusters/" + FakeLinks.CLUSTER + "/links";
        send(api, links + "?link_name=l", "{\"configs\": [{\"name\": \"bootstrap.servers\", \"value\": \"a:1\"}]}");
        send(api, links + "/l/mirrors", "{\"source_topic_name\": \"t\"}");
        String named = "{\"mirror_topic_names\": [\"t\"]}";
        assertThat(send(api, links + "/l/mirrors:promote?validate_only=true", named)
                        .headers())
                .doesNotContainKey("Location");
        String place = send(api, links + "/l/mirrors:promote", named).headers().getOrDefault("Location", "");
        assertThat(place).contains(links + "/l/operations/");
        Response seen = api.get(place.substring(place.indexOf("/kafka")));
        assertThat(ApiUnderTest.text(seen)).contains("\"verb\":\"PROMOTE\"", "\"mirror_topic_name\":\"t\"");
        assertThat(send(api, links + "/l/mirrors:pause", named).headers()).doesNotContainKey("Location");
    }

    private static Response send(ApiUnderTest api, String address, String body) {
        return api.send("POST", address, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever has a route is in the table, so that nothing of it can get lost unseen. */
    @Test
    void theTableHasAllOperations() throws IOException {
        List<String> table = Files.readAllLines(TABLE);
        for (Route route : KafkaApi.family(Optional.of(new FakeLinks())).routes()) {
            String path = String.join("/", route.segments());
            Pattern pattern = Pattern.compile(route.verb() + ","
                    + path.replace("{cluster_id}", "[{]cluster_id[}]").replaceAll("(?<!\\[)[{][a-z_]+}", "[^/?,]+")
                    + "([?].*)?,(true|false)");
            assertThat(table).as("%s %s", route.verb(), path).anyMatch(pattern.asMatchPredicate());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "clusters", "clusters/x/links", "clusters/x/links//mirrors", "nothing"})
    void withoutKafkaEveryPathSaysSo(String path) {
        for (String prefix : new String[] {"/kafka/v3/", "/v3/"}) {
            Response response = ApiUnderTest.withoutKafka().get(prefix + path);
            assertThat(response.status()).isEqualTo(501);
            assertThat(ApiUnderTest.text(response))
                    .startsWith("{\"error_code\":501,\"message\":\"This Tain runs without Kafka")
                    .contains("./tain serve --kafka embedded", "--kafka FILE");
        }
    }

    @Test
    void withoutKafkaTheOtherApiAnswersAsBefore() {
        assertThat(ApiUnderTest.withoutKafka().get("/v1/version").status()).isEqualTo(200);
    }
}
