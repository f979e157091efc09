package dev.tain.link.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of Kafka's answers has one of our codes: what a person must change is never tried again, what may pass is. */
class TopicFaultsTest {
    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(new UnknownTopicOrPartitionException("why"), ErrorCode.TOPIC_UNKNOWN),
                Arguments.of(new TopicExistsException("why"), ErrorCode.TOPIC_EXISTS),
                Arguments.of(new InvalidTopicException("why"), ErrorCode.TOPIC_INVALID),
                Arguments.of(new InvalidPartitionsException("why"), ErrorCode.TOPIC_INVALID),
                Arguments.of(new InvalidReplicationFactorException("why"), ErrorCode.TOPIC_INVALID),
                Arguments.of(new InvalidConfigurationException("why"), ErrorCode.TOPIC_INVALID),
                Arguments.of(new InvalidRequestException("why"), ErrorCode.TOPIC_INVALID),
                Arguments.of(new PolicyViolationException("why"), ErrorCode.TOPIC_INVALID),
                Arguments.of(new TopicDeletionDisabledException("why"), ErrorCode.TOPIC_INVALID),
                Arguments.of(new UnsupportedVersionException("why"), ErrorCode.KAFKA_UNSUPPORTED),
                Arguments.of(new TopicAuthorizationException("why"), ErrorCode.TOPIC_FORBIDDEN),
                Arguments.of(new TimeoutException("why"), ErrorCode.KAFKA_UNAVAILABLE),
                Arguments.of(new NotControllerException("why"), ErrorCode.KAFKA_UNAVAILABLE),
                Arguments.of(new DisconnectException("why"), ErrorCode.KAFKA_UNAVAILABLE),
                Arguments.of(new SaslAuthenticationException("why"), ErrorCode.KAFKA_UNAVAILABLE),
                Arguments.of(new ThrottlingQuotaExceededException("why"), ErrorCode.KAFKA_THROTTLED),
                Arguments.of(new UnknownServerException("why"), ErrorCode.KAFKA_REFUSED),
                Arguments.of(new KafkaException("why"), ErrorCode.KAFKA_UNAVAILABLE));
    }

    @ParameterizedTest
    @MethodSource
    void table(KafkaException answer, ErrorCode code) {
        TainException fault = TopicFaults.of("orders", answer);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.sentence()).contains("'orders'");
        assertThat(fault).hasCause(answer);
    }
}
