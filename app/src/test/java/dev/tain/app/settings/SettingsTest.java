package dev.tain.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.link.KafkaPlace;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void withoutAnythingTheDefaultsCount() {
        Settings settings = read(Map.of(), Map.of(), "");
        assertThat(settings.http()).isEqualTo(new HttpSettings("127.0.0.1", 3000, null, 200, 128));
        assertThat(settings.data().directory()).isEqualTo(Path.of("tain-data").toAbsolutePath());
        assertThat(settings.store().url().reveal()).isEmpty();
        assertThat(settings.engine().heartbeatMillis()).isEqualTo(10_000);
        assertThat(settings.kafka().place()).isEmpty();
        assertThat(settings.log()).isEqualTo(new LogSettings(LogSettings.Level.INFO, LogSettings.Format.TEXT));
    }

    @Test
    void kafkaIsEmbeddedOrJoined(@TempDir Path directory) throws IOException {
        Settings embedded =
                read(Map.of("data", directory.toString()), Map.of(), "kafka: embedded\nkafka.listen: 127.0.0.1:0\n");
        assertThat(embedded.kafka().place())
                .contains(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        Path file = Files.createFile(directory.resolve("broker.properties"));
        assertThat(read(Map.of("kafka", file.toString()), Map.of(), "").kafka().place())
                .contains(new KafkaPlace.Joined(file));
    }

    @Test
    void kafkaThatCannotBeIsRefused() {
        assertThat(fault(Map.of("TAIN_KAFKA", "no-such-file"), "")).hasMessageContaining("there is no file");
        assertThat(fault(Map.of("TAIN_KAFKA", "embedded", "TAIN_KAFKA_LISTEN", "0.0.0.0:9092"), ""))
                .hasMessageContaining("refusing to listen on 0.0.0.0");
        assertThat(fault(Map.of("TAIN_KAFKA_LISTEN", "127.0.0.1:9092"), ""))
                .hasMessageContaining("only the embedded Kafka listens there");
    }

    @Test
    void aFlagWinsOverTheEnvironmentWhichWinsOverTheFile() {
        String file = "http: 127.0.0.1:1\nlog: {level: error, format: json}\nengine.lease: 20s\n";
        Settings settings = read(
                Map.of("http", "127.0.0.1:3"), Map.of("TAIN_HTTP", "127.0.0.1:2", "TAIN_LOG_LEVEL", "debug"), file);
        assertThat(settings.http().port()).isEqualTo(3);
        assertThat(settings.log()).isEqualTo(new LogSettings(LogSettings.Level.DEBUG, LogSettings.Format.JSON));
        assertThat(settings.engine().leaseMillis()).isEqualTo(20_000);
        assertThat(origins(settings))
                .containsEntry("http", "--http")
                .containsEntry("log.level", "TAIN_LOG_LEVEL")
                .containsEntry("log.format", "tain.yaml")
                .containsEntry("data", "default");
    }

    @Test
    void allFaultsAreToldTogether() {
        assertThatThrownBy(() -> read(
                        Map.of("http", "nowhere"),
                        Map.of("TAIN_LOG_LEVEL", "loud", "TAIN_HTPP", "x"),
                        "logg: {level: info}\nengine: {lease: 1s}\ndata: [a]\n"))
                .isInstanceOf(TainException.class)
                .hasMessageContaining("6 settings are wrong")
                .hasMessageContaining("--http: 'nowhere' does not fit. Give HOST:PORT")
                .hasMessageContaining("TAIN_LOG_LEVEL: 'loud' does not fit. Give error, warn, info, debug or trace.")
                .hasMessageContaining("TAIN_HTPP: there is no such setting. Did you mean TAIN_HTTP?")
                .hasMessageContaining("tain.yaml: there is no setting logg.")
                .hasMessageContaining("tain.yaml, engine.lease: '1s' does not fit. Give between 3s and 600s.")
                .hasMessageContaining("tain.yaml: data is a list. Give it one value.");
    }

    @Test
    void unknownKeysOfTheFileGetAHint() {
        assertThat(fault(Map.of(), "engine: {batchbytes: 1}").getMessage())
                .isEqualTo("tain.yaml: there is no setting engine.batchbytes.");
        assertThat(fault(Map.of(), "engine: {batchbytes: 1}").remedy()).isEqualTo("Did you mean engine.batch-bytes?");
        assertThat(fault(Map.of(), "zzz: 1").remedy()).startsWith("Known are: http, password");
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        assertThat(fault(Map.of(), "http: 127.0.0.1:1\n  data: [").getMessage())
                .startsWith("tain.yaml: it is not valid YAML (line 2)");
    }

    @Test
    void beyondLoopbackAPasswordIsNeeded() {
        TainException refused = fault(Map.of("TAIN_HTTP", "0.0.0.0:3000"), "");
        assertThat(refused.code()).isEqualTo(ErrorCode.SETTINGS_INVALID);
        assertThat(refused).hasMessageContaining("refusing to listen on 0.0.0.0 without a password");
        assertThat(refused.remedy()).contains("TAIN_PASSWORD");
        Settings settings = read(Map.of(), Map.of("TAIN_HTTP", "0.0.0.0:3000", "TAIN_PASSWORD", "hush"), "");
        assertThat(settings.http().password()).isNotNull();
    }

    @Test
    void secretsAreNotShown() {
        Settings settings = read(
                Map.of(),
                Map.of(
                        "TAIN_PASSWORD", "hush",
                        "TAIN_CATALOG_URL", "postgresql://ada:hush@db/tain?password=hush&ssl=true",
                        "TAIN_CATALOG_KEY", "hush"),
                "");
        assertThat(settings.rows().toString())
                .doesNotContain("hush")
                .contains("ada:********@db/tain?password=********");
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void anAddressThatDoesNotFitIsNotShownWithItsPassword() {
        assertThat(fault(Map.of("TAIN_CATALOG_URL", "mysql://ada:hush@db/tain"), "")
                        .getMessage())
                .doesNotContain("hush");
    }

    @Test
    void userAndPasswordBecomePartOfTheCatalogsAddress() {
        Settings settings = read(
                Map.of(),
                Map.of("TAIN_CATALOG_PASSWORD", "a&b c"),
                "catalog: {url: 'postgres://db:5433/tain', user: ada}");
        assertThat(settings.store().url().reveal())
                .isEqualTo("jdbc:postgresql://db:5433/tain?user=ada&password=a%26b%20c");
        assertThat(fault(Map.of("TAIN_CATALOG_USER", "ada"), ""))
                .hasMessage("TAIN_CATALOG_USER: there is no catalog.url to use it for.");
    }

    @Test
    void whatKubernetesAddsIsNoFault() {
        Map<String, String> added = Map.of(
                "TAIN_SERVICE_HOST",
                "10.0.0.1",
                "TAIN_PORT",
                "tcp://10.0.0.1:3000",
                "TAIN_PORT_3000_TCP_ADDR",
                "10.0.0.1");
        assertThat(read(Map.of(), added, "").http().port()).isEqualTo(3000);
    }

    @Test
    void limitsOfRequests() {
        HttpSettings given = read(
                        Map.of("http.requests-per-second", "0"), Map.of("TAIN_HTTP_REQUESTS_AT_ONCE", "7"), "")
                .http();
        assertThat(given.requestsPerSecond()).isZero();
        assertThat(given.requestsAtOnce()).isEqualTo(7);
        assertThat(fault(Map.of(), "http.requests-at-once: -1").getMessage())
                .isEqualTo("tain.yaml, http.requests-at-once: '-1' does not fit.");
        assertThat(fault(Map.of(), "http.requests-at-once: many").remedy())
                .isEqualTo("Give a number from 0 to 1000000.");
    }

    @ParameterizedTest
    @CsvSource({
        "'4000', 127.0.0.1, 4000",
        "'localhost:0', localhost, 0",
        "'[::1]:3000', ::1, 3000",
    })
    void addresses(String text, String host, int port) {
        assertThat(read(Map.of("http", text), Map.of(), "").http())
                .isEqualTo(new HttpSettings(host, port, null, 200, 128));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":3000", "localhost:", "localhost:99999", "::1:3000", "a b:x"})
    void notAddresses(String text) {
        assertThat(fault(Map.of("TAIN_HTTP", text), "")).hasMessageContaining("does not fit");
    }

    @ParameterizedTest
    @CsvSource({"1MiB, 1048576", "2m, 2097152", "4194304, 4194304", "1 GB, 1073741824"})
    void sizes(String text, long bytes) {
        assertThat(read(Map.of(), Map.of("TAIN_ENGINE_BATCH_BYTES", text), "")
                        .engine()
                        .batchBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1MiB", "99999999999999G", "1 elephant", "2GiB"})
    void notSizes(String text) {
        assertThat(fault(Map.of("TAIN_ENGINE_BATCH_BYTES", text), "")).hasMessageContaining("does not fit");
    }

    private static Map<String, String> origins(Settings settings) {
        return settings.rows().stream().collect(Collectors.toMap(Settings.Row::key, Settings.Row::origin));
    }

    private static TainException fault(Map<String, String> environment, String file) {
        try {
            Settings settings = read(Map.of(), environment, file);
            throw new AssertionError("no fault in " + settings);
        } catch (TainException e) {
            return e;
        }
    }

    private static Settings read(Map<String, String> flags, Map<String, String> environment, String file) {
        return Settings.read(flags, environment, SettingsFile.parse("tain.yaml", file, Settings.ALL));
    }
}
