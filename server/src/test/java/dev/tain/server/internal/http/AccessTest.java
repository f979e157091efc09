package dev.tain.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.Secret;
import dev.tain.server.ApiUnderTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private final ApiUnderTest api = new ApiUnderTest(new Secret("pass:wörd"));

    private Response ask(String... authorization) {
        return api.send("GET", "/v1/version", Map.of("Authorization", List.of(authorization)), new byte[0]);
    }

    private static String basic(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void letsInWhoKnowsThePassword() {
        assertThat(ask("Basic " + basic(":pass:wörd")).status()).isEqualTo(200);
        assertThat(ask("bAsIc  " + basic("anyone:pass:wörd")).status()).isEqualTo(200);
        assertThat(ask("Bearer pass:wörd").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Bearer",
                "Bearer ",
                "Bearer pass",
                "Digest pass:wörd",
                "pass:wörd"
            })
    void refusesAnythingElse(String authorization) {
        Response refused = ask(authorization);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers()).containsKey("WWW-Authenticate");
        assertThat(ApiUnderTest.text(refused)).startsWith("{\"code\":16,").doesNotContain("pass:");
    }

    @Test
    void refusesWrongPasswordsNoneAndTwo() {
        String right = "Basic " + basic(":pass:wörd");
        assertThat(ask("Basic " + basic(":pass:wörd2")).status()).isEqualTo(401);
        assertThat(ask("Basic " + basic("pass:wörd")).status()).isEqualTo(401);
        assertThat(ask("Basic " + basic(":")).status()).isEqualTo(401);
        assertThat(ask().status()).isEqualTo(401);
        assertThat(ask(right, right).status()).isEqualTo(401);
    }

    @Test
    void tellsStrangersNothingButHealth() {
        assertThat(api.get("/v1/nothing").status()).isEqualTo(401);
        assertThat(api.post("/v1/flows/cdc/create", "{").status()).isEqualTo(401);
        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(api.get("/health/ready").status()).isEqualTo(200);
    }

    @Test
    void asksNothingWithoutAPassword() {
        assertThat(new ApiUnderTest().get("/v1/version").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void refusesPagesOfOtherSites(String site) {
        Response refused = new ApiUnderTest()
                .send("POST", "/v1/mirrors/state_change", Map.of("Sec-Fetch-Site", List.of(site)), new byte[0]);
        assertThat(refused.status()).isEqualTo(403);
    }
}
