package dev.tain.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTest {
    private static Request request(Map<String, String> headers) {
        return new Request(
                Verb.POST,
                "/api/v1/mirrors/state_change",
                "",
                name -> Optional.ofNullable(headers.get(name)).stream().toList(),
                () -> new byte[0]);
    }

    private static boolean foreign(boolean withoutPassword, String... headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return Foreign.is(request(all), withoutPassword);
    }

    @Test
    void otherClientsAreNot() {
        assertThat(foreign(true, "Host", "db.internal:3000")).isFalse();
        assertThat(foreign(false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"cross-site,true", "same-site,true", "something-new,true", "same-origin,false", "none,false"})
    void whatTheBrowserSaysDecides(String site, boolean isForeign) {
        assertThat(foreign(true, "Host", "a", "Origin", "https://b", "Sec-Fetch-Site", site))
                .isEqualTo(isForeign);
    }

    @ParameterizedTest
    @CsvSource({
        "http://tain.internal:3000,false",
        "http://TAIN.internal:3000,false",
        "http://tain.internal,true",
        "http://tain.internal:3001,true",
        "http://evil.example,true",
        "http://tain.internal:3000.evil.example,true",
        "null,true",
        "'',true"
    })
    void otherwiseWhereThePageCameFrom(String origin, boolean isForeign) {
        assertThat(foreign(false, "Host", "tain.internal:3000", "Origin", origin))
                .isEqualTo(isForeign);
    }

    @Test
    void whatIsInFrontMaySayTheName() {
        assertThat(foreign(
                        false,
                        "Host",
                        "127.0.0.1:3000",
                        "X-Forwarded-Host",
                        "tain.example",
                        "Origin",
                        "https://tain.example"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:3000", "tain.localhost", "127.0.0.1:3000", "[::1]:3000", "[::1]"})
    void withoutPasswordThisMachineIsItself(String host) {
        assertThat(foreign(true, "Host", host, "Origin", "http://" + host)).isFalse();
    }

    // Whoever owns a name can let it lead here.
    @ParameterizedTest
    @ValueSource(strings = {"evil.example:3000", "localhost.evil.example", "127.0.0.1.evil.example", "a:1.localhost"})
    void withoutPasswordNamesAreNobodys(String host) {
        assertThat(foreign(true, "Host", host, "Origin", "http://" + host)).isTrue();
        assertThat(foreign(false, "Host", host, "Origin", "http://" + host)).isFalse();
    }
}
