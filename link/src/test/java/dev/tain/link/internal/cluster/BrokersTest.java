package dev.tain.link.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configs of brokers may be changed. */
class BrokersTest {
    private static Optional<KafkaConfigValue> known(String name) {
        return Optional.of(new KafkaConfigValue(name, Optional.empty(), Source.STANDARD, false, false, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metric.reporters",
                "principal.builder.class",
                "ssl.engine.factory.class",
                "ssl.keystore.location",
                "listener.name.outside.ssl.truststore.location",
                "listener.name.outside.plain.sasl.jaas.config",
                "sasl.oauthbearer.token.endpoint.url",
                "log.dirs"
            })
    void whatNamesCodeFilesOrAddressesIsRefused(String name) {
        assertThatThrownBy(() -> Brokers.check(name, known(name)))
                .isInstanceOfSatisfying(
                        TainException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.KAFKA_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log.retention.ms", "num.io.threads", "log.cleaner.threads", "max.connections"})
    void othersAreChanged(String name) {
        assertThatCode(() -> Brokers.check(name, known(name))).doesNotThrowAnyException();
    }
}
