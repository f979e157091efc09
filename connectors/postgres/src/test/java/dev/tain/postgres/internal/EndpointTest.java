package dev.tain.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Endpoint.TlsMode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    private static final Map<String, String> USUAL =
            Map.of("host", "db.example", "user", "app", "database", "shop", "port", "6543");

    @Test
    void optionsAreRead() {
        Endpoint endpoint = Endpoint.of(peer(Map.of("tls_host", "other.example"), Map.of("password", "s3cret")));
        assertThat(endpoint)
                .isEqualTo(new Endpoint(
                        "db.example", 6543, "app", new Secret("s3cret"), "shop", TlsMode.PREFER, "other.example"));
        assertThat(endpoint.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatIsNotSaidHasADefault() {
        Endpoint endpoint = Endpoint.of(peer(Map.of("port", "0", "tls_host", ""), Map.of()));
        assertThat(endpoint.port()).isEqualTo(5432);
        assertThat(endpoint.tlsHost()).isEqualTo("db.example");
        assertThat(endpoint.password()).isEqualTo(new Secret(""));
    }

    @ParameterizedTest
    @CsvSource({
        "db.example/shop?x=1, db.example",
        "[::1], ::1",
        "' db.example ', db.example",
        "db.example#x, db.example",
    })
    void hostsAreCleaned(String given, String host) {
        assertThat(Endpoint.of(peer(Map.of("host", given), Map.of())).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "'', PREFER",
        "require_tls=false, PREFER",
        "require_tls=true, REQUIRE",
        "disable_tls=false, REQUIRE",
        "disable_tls=true, DISABLE",
        "require_tls=true skip_cert_verification=true, REQUIRE_UNVERIFIED",
        "skip_cert_verification=true, PREFER",
    })
    void tlsIsUsedAsAsked(String options, TlsMode mode) {
        Map<String, String> more = new HashMap<>();
        for (String option : options.isEmpty() ? new String[0] : options.split(" ")) {
            more.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        assertThat(Endpoint.of(peer(more, Map.of())).tls()).isEqualTo(mode);
    }

    @Test
    void anAuthorityAsksForTls() {
        assertThat(Endpoint.of(peer(Map.of(), Map.of("root_ca", "pem"))).tls()).isEqualTo(TlsMode.REQUIRE);
    }

    @ParameterizedTest
    @CsvSource({
        "host, '', PEER_INVALID",
        "user, ' ', PEER_INVALID",
        "database, '', PEER_INVALID",
        "port, 70000, PEER_INVALID",
        "port, x, PEER_INVALID",
        "ssh_config.host, bastion, REQUEST_UNSUPPORTED",
        "aws_auth.region, eu-west-1, REQUEST_UNSUPPORTED",
        "auth_type, POSTGRES_IAM_AUTH, REQUEST_UNSUPPORTED",
    })
    void whatCannotBeUsedIsRefused(String option, String value, ErrorCode code) {
        assertThatThrownBy(() -> Endpoint.of(peer(Map.of(option, value), Map.of("password", "s3cret"))))
                .isInstanceOfSatisfying(TainException.class, error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.sentence()).contains("the_peer").doesNotContain("s3cret");
                });
    }

    private static Peer peer(Map<String, String> options, Map<String, String> secrets) {
        Map<String, String> all = new HashMap<>(USUAL);
        all.putAll(options);
        Map<String, Secret> hidden = new HashMap<>();
        secrets.forEach((key, value) -> hidden.put(key, new Secret(value)));
        return new Peer("the_peer", PeerType.POSTGRES, all, hidden);
    }
}
