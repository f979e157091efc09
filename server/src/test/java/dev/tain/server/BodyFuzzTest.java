package dev.tain.server;

import static org.assertj.core.api.Assertions.fail;

import dev.tain.server.internal.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A hundred thousand broken bodies: each gets an answer that blames the client, in our shape, and no secret leaks. */
class BodyFuzzTest {
    private static final int BODIES = 100_000;
    private static final int BODIES_PER_WORLD = 500;
    private static final int MAX_MUTATIONS = 4;

    /** Planted where a secret belongs; in numbers, because a wrong type is what a reader likes to repeat. */
    private static final List<String> SECRETS = List.of("hunter2hunter2", "8675309867530", "PEM-PRIVATE-KEY");

    private static final String PEER = "{\"peer\":{\"name\":\"src\",\"type\":\"POSTGRES\",\"postgres_config\":"
            + "{\"host\":\"pg\",\"port\":5432,\"password\":\"hunter2hunter2\",\"user\":\"u\",\"ssh_config\":"
            + "{\"port\":22,\"private_key\":\"PEM-PRIVATE-KEY\",\"password\":8675309867530,\"host\":\"j\"}}},"
            + "\"allow_update\":true}";

    /** What may be put anywhere: structure, words, numbers and texts at their limits, halves of characters. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "-1",
            "1e999",
            "42.7",
            "\"\"",
            "\"STATUS_PAUSED\"",
            "\\ud800",
            "\\u0000",
            "\u0000",
            "/*",
            "//",
            "'",
            "NaN",
            "99999999999999999999",
            "{\"a\":[",
            "[[[[[[[[",
            "\"flowJobName\":\"m\",",
            "\"flow_job_name\":7,",
            "\uFEFF",
            "\n",
            "ü",
            "\"exclude\":\"a,b\",");

    private static final String CLUSTER = "/v3/clusters/" + FakeLinks.CLUSTER;
    private static final String LINKS = CLUSTER + "/links";
    private static final String CONFIGS = "{\"data\":[{\"name\":\"a\",\"value\":\"hunter2hunter2\"},{\"name\":\"b\","
            + "\"operation\":\"DELETE\"},{\"name\":\"c\",\"value\":8675309867530}],\"validate_only\":false}";
    private static final String ACL =
            "{\"resource_type\":\"TOPIC\",\"resource_name\":\"t\",\"pattern_type\":\"LITERAL\","
                    + "\"principal\":\"User:a\",\"host\":\"*\",\"operation\":\"READ\",\"permission\":\"ALLOW\"}";

    private static final String LINK = "{\"source_cluster_id\":\"\",\"configs\":[{\"name\":\"bootstrap.servers\","
            + "\"value\":\"h:1\"},{\"name\":\"sasl.jaas.config\",\"value\":\"hunter2hunter2\"},"
            + "{\"name\":\"ssl.keystore.key\",\"value\":8675309867530},"
            + "{\"name\":\"x\",\"value\":[\"PEM-PRIVATE-KEY\"]}]}";

    private static final Set<Integer> STATUSES = Set.of(200, 201, 204, 400, 404, 409, 501);
    private static final Pattern ERROR = Pattern.compile("\\{\"code\":\\d+,\"message\":\".*\",\"details\":\\[.*]}");
    private static final Pattern KAFKA_ERROR = Pattern.compile("\\{\"error_code\":\\d+,\"message\":\".*\"}");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private static final long SEED = Long.getLong("tain.fuzz.seed", 20_260_101);

    private record Sample(String path, byte[] body) {}

    private static List<Sample> samples() throws IOException {
        Path published = Path.of("src/test/resources/published");
        byte[] create = Files.readAllBytes(published.resolve("create-mirror.json"));
        byte[] peer = PEER.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        new Sample("/v1/flows/cdc/create", create),
                        new Sample("/v1/mirrors/cdc/validate", create),
                        new Sample("/v1/mirrors/state_change", Files.readAllBytes(published.resolve("edit.json"))),
                        new Sample("/v1/mirrors/state_change", Files.readAllBytes(published.resolve("drop.json"))),
                        new Sample(
                                "/v1/mirrors/status",
                                "{\"flowJobName\":\"m\",\"includeFlowInfo\":true}".getBytes(StandardCharsets.UTF_8)),
                        new Sample("/v1/peers/drop", "{\"peerName\":\"p\"}".getBytes(StandardCharsets.UTF_8)),
                        new Sample("/v1/peers/create", peer),
                        new Sample("/v1/peers/validate", peer),
                        new Sample(LINKS + "?link_name=l", LINK.getBytes(StandardCharsets.UTF_8)),
                        new Sample(
                                LINKS + "/known/mirrors",
                                Files.readAllBytes(published.resolve("create-mirror-topic-named.json"))),
                        new Sample(
                                CLUSTER + "/topics/__tain_links/configs:alter",
                                CONFIGS.getBytes(StandardCharsets.UTF_8)),
                        new Sample(CLUSTER + "/broker-configs:alter", CONFIGS.getBytes(StandardCharsets.UTF_8)),
                        new Sample(CLUSTER + "/acls", ACL.getBytes(StandardCharsets.UTF_8)),
                        new Sample(
                                CLUSTER + "/acls:batch", ("{\"data\":[" + ACL + "]}").getBytes(StandardCharsets.UTF_8)),
                        new Sample(
                                LINKS + "/known/mirrors:failover",
                                "{\"mirror_topic_names\":[\"t\",\"u\"]}".getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void brokenBodies() throws IOException {
        List<Sample> samples = samples();
        ApiUnderTest api = world();
        for (int i = 0; i < BODIES; i++) {
            if (i % BODIES_PER_WORLD == 0) {
                api = world();
            }
            Sample sample = samples.get(random.nextInt(samples.size()));
            check(api, i, sample.path(), mutated(sample.body()));
        }
    }

    private static ApiUnderTest world() {
        ApiUnderTest api = new ApiUnderTest();
        World.addPeer(api.peers, "rds_peer", "h");
        World.addPeer(api.peers, "ch_peer", "h");
        WorldOfLinks.change(api.links, "add known");
        WorldOfLinks.change(api.links, "mirror known t ACTIVE");
        return api;
    }

    private static void check(ApiUnderTest api, int round, String path, byte[] body) {
        Response response = api.send("POST", path, Map.of(), body);
        String text = ApiUnderTest.text(response);
        boolean blamesTheClient = STATUSES.contains(response.status());
        boolean leaks = SECRETS.stream().anyMatch(text::contains);
        Pattern error = path.startsWith("/v3/") ? KAFKA_ERROR : ERROR;
        boolean inShape = response.status() < 300 || error.matcher(text).matches();
        if (!blamesTheClient || leaks || !inShape) {
            String sent = new String(body, StandardCharsets.UTF_8);
            fail("seed %d round %d: %s%n%s%n%d %s", SEED, round, path, sent, response.status(), text);
        }
    }

    private byte[] mutated(byte[] body) {
        byte[] mutated = body;
        int mutations = 1 + random.nextInt(MAX_MUTATIONS);
        for (int i = 0; i < mutations && mutated.length > 0; i++) {
            int at = random.nextInt(mutated.length);
            mutated = switch (random.nextInt(5)) {
                case 0 -> replaced(mutated, at, at, piece());
                case 1 -> replaced(mutated, at, Math.min(mutated.length, at + 1 + random.nextInt(8)), new byte[0]);
                case 2 -> replaced(mutated, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                case 3 -> replaced(mutated, at, mutated.length, new byte[0]);
                default -> replaced(mutated, at, at + 1, piece());
            };
        }
        return mutated;
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(byte[] body, int from, int to, byte[] with) {
        byte[] result = new byte[body.length - (to - from) + with.length];
        System.arraycopy(body, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(body, to, result, from + with.length, body.length - to);
        return result;
    }
}
