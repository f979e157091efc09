package dev.tain.server.internal.peerdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.server.ApiUnderTest;
import dev.tain.server.internal.http.Response;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every published operation is known under both prefixes; those that this version lacks say so. */
class OperationsTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/published/operations.csv")
    void isKnown(String verb, String path) {
        ApiUnderTest api = new ApiUnderTest();
        Response one = api.send(verb, "/api/v1/" + path, Map.of(), new byte[0]);
        Response other = api.send(verb, "/v1/" + path, Map.of(), new byte[0]);
        assertThat(ApiUnderTest.text(one)).isEqualTo(ApiUnderTest.text(other));
        assertThat(ApiUnderTest.text(one)).doesNotContain("\"Not Found\"", "\"Method Not Allowed\"");
        assertThat(one.status()).isNotEqualTo(500);
        Response wrong = api.send("PUT", "/v1/" + path, Map.of(), new byte[0]);
        assertThat(ApiUnderTest.text(wrong))
                .isEqualTo("{\"code\":12,\"message\":\"Method Not Allowed\",\"details\":[]}");
        assertThat(wrong.status()).isEqualTo(501);
    }
}
