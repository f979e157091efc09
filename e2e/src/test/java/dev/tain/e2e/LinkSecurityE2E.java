package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.LogBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links to a source that shows certificates and asks for certificates or passwords, all given as texts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkSecurityE2E {
    private static final int RECORDS = 300;

    private SecuredSource source;
    private Launch launch;
    private TainProcess tain;
    private LinkApi links;

    @BeforeAll
    void start() {
        source = new SecuredSource();
        launch = Launch.app("link-security")
                .serving(
                        "link-broker", "--kafka", "embedded", "--kafka-listen", "127.0.0.1:" + KafkaCluster.freePort());
        tain = TainProcess.start(launch);
        links = LinkApi.embedded(tain);
    }

    @AfterAll
    void stop() {
        tain.close();
        source.close();
    }

    private Map<String, String> configs(String kind) {
        return switch (kind) {
            case "tls" -> source.tls();
            case "certificate" -> source.showing(SecuredSource.CLIENT);
            case "plain" -> source.plain(SecuredSource.PASSWORD);
            case "scram" -> source.scram(SecuredSource.PASSWORD);
            case "other-authority" -> source.otherAuthority();
            case "other-name" -> source.otherName();
            case "no-certificate" -> source.withoutCertificate();
            case "other-certificate" -> source.showing(SecuredSource.STRANGER);
            case "wrong-plain" -> source.plain(SecuredSource.WRONG);
            case "wrong-scram" -> source.scram(SecuredSource.WRONG);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private void make(String link, Map<String, String> configs) {
        Answer made = links.makeLink(link, configs);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
    }

    private void mirror(String link, String topic) {
        source.records().send(topic, 0, "v", RECORDS);
        links.makeMirror(link, Map.of("source_topic_name", topic, "replication_factor", 1));
        assertSame(link, topic, RECORDS);
    }

    private void assertSame(String link, String topic, long end) {
        links.awaitEnd(link, topic, 0, end);
        assertThat(LogBytes.of(kafka().resolve(topic + "-0")))
                .isNotEmpty()
                .isEqualTo(LogBytes.of(source.cluster().node(1).logDirectory().resolve(topic + "-0")));
    }

    private Path kafka() {
        return launch.data().resolve("kafka");
    }

    @ParameterizedTest
    @CsvSource({"tls", "certificate", "plain", "scram"})
    void aLinkIsMadeWithTextsAlone(String kind) {
        make("by-" + kind, configs(kind));
        mirror("by-" + kind, "topic-" + kind);
        assertThat(links.link("by-" + kind).text("link_error")).isEqualTo("NO_ERROR");
        Answer shown = links.ask("GET", "links/by-" + kind + "/configs/sasl.jaas.config")
                .succeeded();
        assertThat(shown.text("value")).isEmpty();
        assertThat(shown.at("is_sensitive").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "other-authority, PKIX path",
        "other-name, No subject alternative DNS name matching localhost found",
        "no-certificate, certificate",
        "other-certificate, certificate",
        "wrong-plain, Invalid username or password",
        "wrong-scram, invalid credentials with SASL mechanism SCRAM-SHA-512"
    })
    void whatTheSourceOrWeDoNotTrustIsRefusedWithTheReason(String kind, String reason) {
        Answer refused = links.makeLink("never-" + kind, configs(kind));
        assertThat(refused.status()).as("%s", refused.body()).isEqualTo(401);
        assertThat(refused.text("message"))
                .contains(reason, "does not accept the credentials", "Check security.protocol");
        assertNoSecret(refused.body().toString());
        assertThat(links.ask("GET", "links/never-" + kind).status()).isEqualTo(404);
    }

    /** What is wrong with a link that was made unasked is told by it, and holds up no other link. */
    @ParameterizedTest
    @CsvSource({
        "other-authority, AUTHENTICATION_ERROR, PKIX path",
        "other-name, AUTHENTICATION_ERROR, No subject alternative DNS name matching localhost found",
        "wrong-scram, AUTHENTICATION_ERROR, invalid credentials",
    })
    void aLinkTellsWhyItsSourceIsNotReached(String kind, String error, String reason) {
        make("odd-" + kind + "&validate_link=false", configs(kind));
        assertTrouble("odd-" + kind, error, reason);
        make("beside-" + kind, configs("tls"));
        mirror("beside-" + kind, "topic-beside-" + kind);
    }

    private void assertTrouble(String link, String error, String reason) {
        Answer told = Await.atMost(LinkApi.LIMIT)
                .value(
                        link + " tells its trouble",
                        () -> links.link(link),
                        answer -> !answer.text("link_error").equals("NO_ERROR")
                                && answer.text("link_state").equals("UNAVAILABLE"));
        assertThat(told.text("link_error")).as("%s", told.body()).isEqualTo(error);
        assertThat(told.text("link_error_message")).contains(reason);
        assertNoSecret(told.body().toString());
    }

    @Test
    void aNameThatNobodyKnowsAndTextsThatAreNoCertificatesHoldUpNoOtherLink() {
        Map<String, String> nowhere = source.tls();
        nowhere.put("bootstrap.servers", "nobody.invalid:9093");
        make("a-nowhere&validate_link=false", nowhere);
        Map<String, String> unreadable = source.tls();
        unreadable.put("ssl.truststore.certificates", "no certificate");
        make("b-unreadable&validate_link=false", unreadable);
        make("c-beside", configs("tls"));
        mirror("c-beside", "topic-c");
        assertTrouble("a-nowhere", "UNRESOLVABLE_BOOTSTRAP_ERROR", "bootstrap.servers");
        assertTrouble("b-unreadable", "UNKNOWN", "PEM");
    }

    /** As when the password is changed at the source first, and then in the link. */
    @Test
    void aChangedPasswordStopsTheLinkUntilItIsGivenTheNewOne() {
        make("turns", configs("scram"));
        mirror("turns", "topic-turns");
        alterLogin("wrong-scram");
        assertTrouble("turns", "AUTHENTICATION_ERROR", "invalid credentials with SASL mechanism SCRAM-SHA-512");
        links.awaitStatus("turns", "topic-turns", "SOURCE_UNAVAILABLE");
        source.records().send("topic-turns", 0, "meanwhile", RECORDS);
        alterLogin("scram");
        assertSame("turns", "topic-turns", 2 * RECORDS);
        links.awaitStatus("turns", "topic-turns", "ACTIVE");
    }

    private void alterLogin(String kind) {
        Answer changed = links.ask(
                "PUT",
                "links/turns/configs:alter",
                Map.of(
                        "data",
                        List.of(Map.of(
                                "name",
                                "sasl.jaas.config",
                                "value",
                                configs(kind).getOrDefault("sasl.jaas.config", "")))));
        assertThat(changed.status()).as("%s", changed.body()).isEqualTo(204);
    }

    @AfterEach
    void nothingTellsASecret() throws IOException {
        assertNoSecret(tain.log().text());
        assertNoSecret(links.ask("GET", "links").succeeded().body().toString());
        assertNoSecret(links.ask("GET", "links/-/mirrors").succeeded().body().toString());
        try (Stream<Path> stored = Files.list(kafka().resolve("__tain_links-0"))) {
            for (Path file : stored.filter(Files::isRegularFile).toList()) {
                assertNoSecret(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void assertNoSecret(String text) {
        assertThat(text)
                .doesNotContain("right-word")
                .doesNotContain("wrong-word")
                .doesNotContain(keyLine(SecuredSource.CLIENT.privateKey()))
                .doesNotContain(keyLine(SecuredSource.STRANGER.privateKey()));
    }

    private static String keyLine(String pem) {
        return pem.lines().skip(2).findFirst().orElseThrow(); // the first lines of all keys are alike
    }
}
