package dev.tain.server.internal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.server.ApiUnderTest;
import dev.tain.server.FakeLinks;
import dev.tain.server.internal.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Addresses, headers and verbs at random, made from those of the published table: never a mistake of ours. */
class AddressFuzzTest {
    private static final int REQUESTS = 50_000;
    private static final int REQUESTS_PER_WORLD = 200;
    private static final long SEED = Long.getLong("tain.fuzz.seed", 20_260_102);

    private static final List<String> VERBS = List.of("GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS");

    /** What may stand anywhere in an address. */
    private static final List<String> PIECES = List.of(
            "/",
            "//",
            "%2F",
            "%",
            "%zz",
            "%00",
            "%C3",
            "%C3%BC",
            "%3A",
            ":",
            ":alter",
            ":promote",
            "-",
            "-1",
            "99999999999999999999",
            "2147483648",
            "..",
            "+",
            " ",
            "?",
            "&",
            "=",
            "?resource_type=TABLE&operation=ANY",
            "?validate_only=perhaps",
            "?link_name=",
            "?mirror_status=NONE",
            "?principal=%zz",
            "\u00e9",
            "x".repeat(300));

    private static final List<String> TYPES =
            List.of("application/json", "", ";", "*/*", ",", "text/html;q=", "a/b/c", "q=0", "application/*;q=0.1");

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void brokenAddresses() throws IOException {
        List<String> table = Files.readAllLines(Path.of("src/test/resources/published/kafka-operations.csv"));
        ApiUnderTest api = new ApiUnderTest();
        for (int i = 0; i < REQUESTS; i++) {
            if (i % REQUESTS_PER_WORLD == 0) {
                api = new ApiUnderTest();
            }
            String[] operation = one(table).split(",");
            String verb = random.nextInt(4) == 0 ? one(VERBS) : operation[0];
            String address = "/v3/" + mutated(operation[1].replace("{cluster_id}", FakeLinks.CLUSTER));
            Map<String, List<String>> headers =
                    Map.of("Accept", List.of(one(TYPES)), "Content-Type", List.of(one(TYPES)));
            Response response = api.send(verb, address, headers, "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(response.status())
                    .as("seed %d round %d: %s %s %s: %s", SEED, i, verb, address, headers, ApiUnderTest.text(response))
                    .isIn(200, 201, 204, 400, 404, 405, 406, 415, 501);
        }
    }

    private String one(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    private String mutated(String address) {
        StringBuilder mutated = new StringBuilder(address);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), at + random.nextInt(3));
            mutated.replace(at, end, one(PIECES));
        }
        return mutated.toString();
    }
}
