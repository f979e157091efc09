package dev.tain.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static String origin(Map<String, List<String>> headers) {
        Request.Headers all = name -> headers.getOrDefault(name, List.of());
        return new Request(Verb.GET, "/", "", all, () -> new byte[0]).origin();
    }

    @Test
    void saysWhereTheClientReachedUs() {
        assertThat(origin(Map.of("Host", List.of("tain.example:3000")))).isEqualTo("http://tain.example:3000");
        assertThat(origin(Map.of("Host", List.of("[::1]:3000")))).isEqualTo("http://[::1]:3000");
        assertThat(origin(Map.of("Host", List.of("tain.example"), "X-Forwarded-Proto", List.of("https"))))
                .isEqualTo("https://tain.example");
        assertThat(origin(Map.of("Host", List.of("tain.example"), "X-Forwarded-Proto", List.of("ftp"))))
                .isEqualTo("http://tain.example");
        assertThat(origin(Map.of())).isEqualTo("http://localhost");
    }

    @Test
    void writesNamesIntoPaths() {
        assertThat(Address.encoded("a b/ü+%-._")).isEqualTo("a%20b%2F%C3%BC%2B%25-._");
        assertThat(Address.segments(Address.encoded("a b/ü+%-._"))).containsExactly("a b/ü+%-._");
    }
}
