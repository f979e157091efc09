package dev.tain.clickhouse.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.clickhouse.ClickHouseConnector;
import dev.tain.connector.PeerReport;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.TestCertificates;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Encrypted connections, to a server with a certificate of its own for {@code db.example}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
    private final ClickHouseServer server = ClickHouseServer.shared();
    private final TestCertificates authority = TestCertificates.create("db.example");
    private final TlsFront front = TlsFront.open(server.httpPort(), authority, false);
    private final TlsFront strict = TlsFront.open(server.httpPort(), authority, true);
    private final Map<String, String> trusted = Map.of("root_ca", authority.certificate());

    @AfterAll
    void close() {
        front.close();
        strict.close();
    }

    private static PeerReport check(int port, Map<String, String> options, Map<String, String> secrets) {
        Map<String, String> all = new HashMap<>(options);
        all.putIfAbsent("host", "127.0.0.1");
        all.put("port", Integer.toString(port));
        Map<String, Secret> hidden = new HashMap<>();
        secrets.forEach((name, text) -> hidden.put(name, new Secret(text)));
        return new ClickHouseConnector().check(new Peer("ch", PeerType.CLICKHOUSE, all, hidden));
    }

    private static void assertRefused(
            ErrorCode code, int port, Map<String, String> options, Map<String, String> secrets) {
        assertThatThrownBy(() -> check(port, options, secrets)).isInstanceOfSatisfying(TainException.class, error -> {
            assertThat(error.code()).as(error.sentence()).isEqualTo(code);
            assertThat(error.remedy()).isNotBlank();
            assertThat(error.sentence() + error.remedy()).doesNotContain("PRIVATE KEY", "not a PEM");
        });
    }

    @Test
    void theNameInTheCertificateMayBeAnotherThanTheHost() {
        PeerReport report = check(front.port(), Map.of("tls_host", "db.example"), trusted);
        assertThat(report.notes()).noneMatch(note -> note.contains("not encrypted"));
        assertThat(check(front.port(), Map.of("host", "localhost", "tls_host", "db.example"), trusted)
                        .version())
                .isEqualTo(server.process().version());
    }

    @Test
    void aWrongNameOrAStrangersCertificateIsRefused() {
        Map<String, String> strangers =
                Map.of("root_ca", TestCertificates.create("db.example").certificate());
        Map<String, String> named = Map.of("tls_host", "db.example");
        assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, front.port(), Map.of("tls_host", "other.example"), trusted);
        assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, front.port(), Map.of(), trusted);
        assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, front.port(), Map.of("host", "localhost"), trusted);
        assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, front.port(), named, strangers);
        assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, front.port(), named, Map.of());
    }

    @Test
    void aServerWithoutTlsIsSaidToHaveNone() {
        assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, server.httpPort(), Map.of(), trusted);
    }

    @Test
    void weShowACertificateOfOurs() {
        Map<String, String> ours = new HashMap<>(trusted);
        ours.put("certificate", authority.certificate());
        ours.put("private_key", authority.privateKey());
        Map<String, String> named = Map.of("tls_host", "db.example");
        assertThat(check(strict.port(), named, ours).version())
                .isEqualTo(server.process().version());
        assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, strict.port(), named, trusted);
    }

    @Test
    void whatCannotBeUsedIsSaidAndNotShown() {
        for (String secret : new String[] {"root_ca", "certificate", "private_key"}) {
            assertRefused(ErrorCode.CLICKHOUSE_TLS_FAILED, front.port(), Map.of(), Map.of(secret, "not a PEM"));
        }
        assertRefused(ErrorCode.PEER_INVALID, front.port(), Map.of("tls_certificate_directory", "/etc/tls"), Map.of());
    }
}
