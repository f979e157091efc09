package dev.tain.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.ChangeBatch;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.PostgresConnector;
import dev.tain.testkit.FaultProxy;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.RowTexts;
import dev.tain.testkit.StreamDrain;
import dev.tain.testkit.TestCertificates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Encrypted connections, on a server with a certificate of its own for {@code db.example}. */
class TlsIT {
    private static final TestCertificates AUTHORITY = TestCertificates.create("db.example");
    private static PostgresServer server;
    private static PostgresDatabase database;

    @BeforeAll
    static void open() {
        server = PostgresServer.open();
        database = server.createDatabase();
        write("server.crt", AUTHORITY.certificate());
        write("server.key", AUTHORITY.privateKey());
        database.execute("alter system set ssl = on", "alter system set ssl_ca_file = 'server.crt'");
        database.execute("select pg_reload_conf()");
        database.execute("create table t (id bigint primary key, name text)");
    }

    /** The server writes its own files, so that they are its user's and nobody else's. */
    private static void write(String file, String text) {
        database.execute("copy (select unnest(string_to_array(" + Identifiers.literal(text.strip())
                + ", E'\\n'))) to program 'umask 077; cat > " + file + "'");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void tlsIsUsedWhereItIsOffered() throws SQLException {
        assertThat(isEncrypted(peer(Map.of(), Map.of()))).isTrue();
        assertThat(isEncrypted(peer(Map.of("disable_tls", "true"), Map.of()))).isFalse();
        try (PostgresDatabase plain = PostgresServer.freshDatabase()) {
            assertThat(isEncrypted(TestPeers.of(plain))).isFalse();
        }
    }

    @Test
    void aRequiredCertificateIsChecked() throws SQLException {
        Map<String, String> trusted = Map.of("root_ca", AUTHORITY.certificate());
        Map<String, String> strangers =
                Map.of("root_ca", TestCertificates.create("db.example").certificate());
        Map<String, String> required = Map.of("require_tls", "true");
        Map<String, String> named = Map.of("require_tls", "true", "tls_host", "db.example");
        Map<String, String> misnamed = Map.of("require_tls", "true", "tls_host", "other.example");
        Map<String, String> unchecked = Map.of("require_tls", "true", "skip_cert_verification", "true");
        assertThat(isEncrypted(peer(named, trusted))).isTrue();
        assertThat(isEncrypted(peer(required, trusted))).isTrue();
        assertThat(isEncrypted(peer(unchecked, Map.of()))).isTrue();
        assertRefused(peer(misnamed, trusted));
        assertRefused(peer(named, strangers));
        assertRefused(peer(required, Map.of()));
    }

    @Test
    void aServerWithoutTlsIsRefusedWhereItIsRequired() {
        try (PostgresDatabase plain = PostgresServer.freshDatabase()) {
            assertRefused(TestPeers.of(plain, plain.server().port(), Map.of("require_tls", "true")));
        }
    }

    @Test
    void weShowACertificateOfOurs() throws SQLException {
        Peer peer = peer(
                Map.of("require_tls", "true"),
                Map.of(
                        "root_ca", AUTHORITY.certificate(),
                        "client_tls.certificate", AUTHORITY.certificate(),
                        "client_tls.private_key", AUTHORITY.privateKey()));
        assertThat(ask(peer, "select client_dn from pg_stat_ssl where pid = pg_backend_pid()"))
                .isEqualTo("/CN=db.example");
    }

    @Test
    void brokenCertificatesAreSaidAtOnceAndNotShown() {
        for (String secret : List.of("root_ca", "client_tls.private_key")) {
            assertThatThrownBy(() -> new Connections(peer(Map.of(), Map.of(secret, "not a PEM")), "tain"))
                    .isInstanceOfSatisfying(TainException.class, error -> {
                        assertThat(error.code()).isEqualTo(ErrorCode.PEER_INVALID);
                        assertThat(error.sentence()).doesNotContain("not a PEM");
                    });
        }
    }

    /**
     * Every change is there as soon as waiting says that something is: the driver's own look would miss it at first.
     */
    @Test
    void aStreamSeesEncryptedChangesWhenTheyArrive() throws InterruptedException {
        try (FaultProxy proxy = FaultProxy.open(server.port())) {
            proxy.latency(Duration.ofMillis(2)); // records arrive in several parts
            Peer peer = peer(proxy.port(), Map.of("require_tls", "true"), Map.of("root_ca", AUTHORITY.certificate()));
            Source source = new PostgresConnector().source(peer, "tls");
            TableName table = new TableName("public", "t");
            StreamSpec spec = new StreamSpec("tls", true, "tls", true, List.of(new SourceTable(table, Set.of())));
            source.publish(spec, 1);
            source.createStream(spec).close();
            try (ChangeStream stream = source.stream(spec, null)) {
                StreamDrain.until(stream, source.heartbeat());
                for (int i = 0; i < 20; i++) {
                    database.execute("insert into t values (" + i + ", 'a')");
                    assertThat(looksUntilRow(stream, table)).isLessThanOrEqualTo(5);
                }
                database.execute("insert into t select i, repeat('x', 1000) from generate_series(100, 20000) i");
                assertThat(RowTexts.of(StreamDrain.until(stream, source.heartbeat()), table))
                        .hasSize(19901);
            }
            source.drop(spec);
        }
    }

    private static int looksUntilRow(ChangeStream stream, TableName table) throws InterruptedException {
        ChangeBatch batch = new ChangeBatch();
        int looks = 0;
        while (batch.find(table) == null || batch.isOpen()) {
            stream.await(10_000);
            stream.read(batch, 1000, 1 << 20);
            looks++;
        }
        return looks;
    }

    private static void assertRefused(Peer peer) {
        assertThatThrownBy(() -> ask(peer, "select 1"))
                .isInstanceOfSatisfying(
                        TainException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.POSTGRES_TLS_FAILED));
    }

    private static boolean isEncrypted(Peer peer) throws SQLException {
        return ask(peer, "select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                .equals("t");
    }

    private static String ask(Peer peer, String query) throws SQLException {
        try (Connection connection = new Connections(peer, "tain").open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Peer peer(Map<String, String> options, Map<String, String> secrets) {
        return peer(server.port(), options, secrets);
    }

    private static Peer peer(int port, Map<String, String> options, Map<String, String> secrets) {
        Map<String, Secret> hidden = new HashMap<>();
        secrets.forEach((key, value) -> hidden.put(key, new Secret(value)));
        return new Peer(
                "tls", PeerType.POSTGRES, TestPeers.of(database, port, options).options(), hidden);
    }
}
