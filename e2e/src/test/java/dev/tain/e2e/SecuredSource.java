package dev.tain.e2e;

import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaListener;
import dev.tain.testkit.KafkaRecords;
import dev.tain.testkit.TestCertificates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A source that listens with TLS, with client certificates, with passwords, and under a name that is not its own. */
final class SecuredSource implements AutoCloseable {
    static final String PASSWORD = "right-word-8e41; \\\"'";
    static final String WRONG = "wrong-word-77c2";
    static final TestCertificates CLIENT = TestCertificates.create("tain-link");
    static final TestCertificates STRANGER = TestCertificates.create("localhost");
    private static final String PACKAGE = "org.apache.kafka.common.security.";
    private static final int ITERATIONS = 4096;

    private final TestCertificates server = TestCertificates.create("localhost");
    private final TestCertificates elsewhere = TestCertificates.create("elsewhere.example");
    private final KafkaListener tls = listener("TLS", "SSL", server, Map.of());
    private final KafkaListener mutual = listener(
            "MUTUAL",
            "SSL",
            server,
            Map.of(
                    "ssl.client.auth",
                    "required",
                    "ssl.truststore.type",
                    "PEM",
                    "ssl.truststore.certificates",
                    CLIENT.certificate()));
    private final KafkaListener other = listener("OTHER", "SSL", elsewhere, Map.of());
    private final KafkaListener passwords = listener(
            "WORDS",
            "SASL_SSL",
            server,
            Map.of(
                    "sasl.enabled.mechanisms",
                    "PLAIN,SCRAM-SHA-512",
                    "plain.sasl.jaas.config",
                    PACKAGE + "plain.PlainLoginModule required user_link=\"" + quoted(PASSWORD) + "\";",
                    "scram-sha-512.sasl.jaas.config",
                    PACKAGE + "scram.ScramLoginModule required;"));
    private final KafkaCluster cluster = KafkaCluster.start(Map.of(), List.of(tls, mutual, other, passwords));

    SecuredSource() {
        try (Admin admin = cluster.admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "link", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), PASSWORD)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the user was not made", e);
        }
    }

    private static KafkaListener listener(
            String name, String protocol, TestCertificates own, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.certificate.chain", own.certificate());
        properties.put("ssl.keystore.key", own.privateKey());
        int port = KafkaCluster.freePort();
        return new KafkaListener(name, protocol, port, "localhost:" + port, properties);
    }

    private static String quoted(String word) {
        return word.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    KafkaCluster cluster() {
        return cluster;
    }

    KafkaRecords records() {
        return new KafkaRecords(cluster.bootstrap());
    }

    /** What a link needs for the listener that shows a certificate and asks for none. */
    Map<String, String> tls() {
        return trusting(tls, "SSL", server);
    }

    Map<String, String> otherAuthority() {
        return trusting(tls, "SSL", STRANGER);
    }

    Map<String, String> otherName() {
        return trusting(other, "SSL", elsewhere);
    }

    Map<String, String> withoutCertificate() {
        return trusting(mutual, "SSL", server);
    }

    Map<String, String> showing(TestCertificates own) {
        Map<String, String> configs = withoutCertificate();
        configs.put("ssl.keystore.type", "PEM");
        configs.put("ssl.keystore.certificate.chain", own.certificate());
        configs.put("ssl.keystore.key", own.privateKey());
        return configs;
    }

    Map<String, String> plain(String password) {
        Map<String, String> configs = trusting(passwords, "SASL_SSL", server);
        configs.put("sasl.mechanism", "PLAIN");
        configs.put("sasl.jaas.config", login("plain.PlainLoginModule", password));
        return configs;
    }

    Map<String, String> scram(String password) {
        Map<String, String> configs = trusting(passwords, "SASL_SSL", server);
        configs.put("sasl.mechanism", "SCRAM-SHA-512");
        configs.put("sasl.jaas.config", login("scram.ScramLoginModule", password));
        return configs;
    }

    private static String login(String module, String password) {
        return PACKAGE + module + " required username=\"link\" password=\"" + quoted(password) + "\";";
    }

    private static Map<String, String> trusting(KafkaListener listener, String protocol, TestCertificates authority) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                listener.advertised(),
                "security.protocol",
                protocol,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                authority.certificate(),
                "availability.check.ms",
                "1000",
                "availability.check.consecutive.failure.threshold",
                "1"));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
