package dev.tain.link.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.LinkService.ConfigChange;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a link's configs is said at once, by name, and never repeats a secret. */
class ConfigChecksTest {
    private static final String PACKAGE = "org.apache.kafka.common.security.";
    private static final String PLAIN =
            PACKAGE + "plain.PlainLoginModule required username=\"u\" password=\"hunter2\";";
    private static final String SCRAM =
            PACKAGE + "scram.ScramLoginModule required username=\"u\" password=\"hunter2\";";

    private static Map<String, String> with(String... pairs) {
        Map<String, String> configs = new HashMap<>(Map.of("bootstrap.servers", "h:1"));
        for (int i = 0; i < pairs.length; i += 2) {
            configs.put(pairs[i], pairs[i + 1]);
        }
        return configs;
    }

    private static TainException refused(Map<String, String> configs) {
        TainException refusal = catchThrowableOfType(TainException.class, () -> ConfigChecks.ofNew(configs));
        assertThat(refusal.getMessage() + refusal.remedy()).doesNotContain("hunter2");
        return refusal;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "link.mode | SOURCE | The config link.mode is invalid: the value is not of the form: DESTINATION or"
                        + " BIDIRECTIONAL.",
                "consumer.offset.sync.ms | 10 | the value is not of the form: a number from 1000 to 86400000.",
                "acl.sync.enable | yes | is invalid: the value is not of the form: true or false.",
                "acl.sync.enable | true | ACLs are to be synced but acl.filters is not set or empty, so none would be.",
                "consumer.offset.group.filters | {groups | it is no JSON",
                "consumer.offset.group.filters | {\"groups\": []} | it has no list groupFilters",
                "topic.config.sync.include | retention | 'retention' is no config of a topic",
                "bootstrap.servers | nowhere | is invalid: the value is not of the form: HOST:PORT,HOST:PORT.",
                "consumer.group.prefix.enable | true | the link has no cluster.link.prefix to put before groups.",
                "security.protocol | SASL_SSL | SASL_SSL needs sasl.mechanism and sasl.jaas.config.",
                "ssl.keystore.key | hunter2 | are nothing without each other; set both in one request.",
                "ssl.keystore.certificate.chain | x | are nothing without each other; set both in one request.",
                "ssl.truststore.certificates | x | it needs ssl.truststore.type PEM; set both in one request.",
                "ssl.truststore.type | PEM | PEM needs ssl.truststore.certificates, and files are not read",
                "sasl.jaas.config | org.apache.kafka.common.security.plain.PlainLoginModule required hunter2;"
                        + " | the value is not of the form: PlainLoginModule or ScramLoginModule of Kafka",
                "sasl.jaas.config | com.sun.security.auth.module.JndiLoginModule required;"
                        + " | the value is not of the form: PlainLoginModule or ScramLoginModule of Kafka"
            },
            quoteCharacter = '^')
    void oneConfig(String name, String value, String said) {
        TainException refusal = refused(with(name, value));
        assertThat(refusal.code()).isEqualTo(ErrorCode.LINK_CONFIG_INVALID);
        assertThat(refusal).hasMessageContaining(said);
    }

    @Test
    void unknownNames() {
        TainException refusal = refused(with("ssl.keystore.location", "/etc/passwd"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.LINK_CONFIG_UNKNOWN);
        assertThat(refusal.remedy()).contains("'ssl.keystore.location'");
    }

    @Test
    void loginModulesOfTheOtherMechanism() {
        String protocol = "security.protocol";
        String mechanism = "sasl.mechanism";
        String login = "sasl.jaas.config";
        assertThat(refused(with(protocol, "SASL_SSL", mechanism, "PLAIN", login, SCRAM)))
                .hasMessageContaining("the login module of sasl.jaas.config is not the one of PLAIN");
        assertThat(refused(with(protocol, "SASL_SSL", mechanism, "SCRAM-SHA-512", login, PLAIN)))
                .hasMessageContaining("is not the one of SCRAM-SHA-512");
        assertThat(refused(with(protocol, "SASL_PLAINTEXT", login, PLAIN)))
                .hasMessageContaining("SASL_PLAINTEXT needs sasl.mechanism");
        assertThatCode(() -> {
                    ConfigChecks.ofNew(with(protocol, "SASL_SSL", mechanism, "PLAIN", login, PLAIN));
                    ConfigChecks.ofNew(with(protocol, "SASL_SSL", mechanism, "SCRAM-SHA-256", login, SCRAM));
                    String odd = PLAIN.replace("hunter2", "semi;colon 'and' \\\\ \\\" // #=");
                    ConfigChecks.ofNew(with(protocol, "SASL_SSL", mechanism, "PLAIN", login, odd));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aChangeIsCheckedTogetherWithWhatThereIs() {
        Map<String, String> now = with();
        List<ConfigChange> half = List.of(new ConfigChange("ssl.keystore.key", Optional.of("k")));
        assertThat(catchThrowableOfType(TainException.class, () -> ConfigChecks.after(now, half))
                        .code())
                .isEqualTo(ErrorCode.LINK_CONFIG_INVALID);
        List<ConfigChange> whole = List.of(
                half.getFirst(),
                new ConfigChange("ssl.keystore.type", Optional.of("PEM")),
                new ConfigChange("ssl.keystore.certificate.chain", Optional.of("c")));
        assertThat(ConfigChecks.after(now, whole)).hasSize(4);
    }
}
