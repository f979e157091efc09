package dev.tain.server.internal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedErrorTest {
    @ParameterizedTest
    @CsvSource({
        "REQUEST_MALFORMED, 400, 400",
        "REQUEST_INVALID, 400, 400",
        "REQUEST_UNSUPPORTED, 501, 501",
        "REQUEST_UNAUTHENTICATED, 401, 40101",
        "KAFKA_UNAVAILABLE, 503, 50302",
        "KAFKA_LIBRARY_UNFIT, 500, 500",
        "LINK_NOT_HERE, 503, 50302",
        "LINK_UNKNOWN, 404, 404",
        "LINK_EXISTS, 400, 400",
        "LINK_INVALID, 400, 400",
        "LINK_IN_USE, 403, 403",
        "LINK_CONFIG_UNKNOWN, 400, 400",
        "LINK_CONFIG_INVALID, 400, 40002",
        "LINK_SOURCE_UNREACHABLE, 503, 50302",
        "LINK_SOURCE_UNAUTHENTICATED, 401, 401",
        "LINK_SOURCE_UNAUTHORIZED, 401, 401",
        "SOURCE_TOPIC_UNKNOWN, 404, 40403",
        "MIRROR_TOPIC_UNKNOWN, 404, 404",
        "MIRROR_TOPIC_EXISTS, 400, 40002",
        "MIRROR_TOPIC_INVALID, 400, 40002",
        "TOPIC_UNKNOWN, 404, 40403",
        "TOPIC_EXISTS, 400, 40002",
        "TOPIC_INVALID, 400, 40002",
        "TOPIC_FORBIDDEN, 403, 40301",
        "TOPIC_CONFIG_UNKNOWN, 404, 404",
        "PARTITION_UNKNOWN, 404, 40402",
        "BROKER_UNKNOWN, 404, 404",
        "BROKER_CONFIG_UNKNOWN, 404, 404",
        "GROUP_UNKNOWN, 404, 404",
        "CONSUMER_UNKNOWN, 404, 404",
        "KAFKA_REFUSED, 400, 40002",
        "KAFKA_FORBIDDEN, 403, 40301",
        "KAFKA_UNSUPPORTED, 400, 40035",
        "KAFKA_THROTTLED, 429, 42901",
        "REQUEST_LIMITED, 429, 42901",
        "KAFKA_DIRECTORY_IN_USE, 400, 400",
        "CATALOG_UNAVAILABLE, 500, 50003",
        "CATALOG_FULL, 500, 50002",
        "CATALOG_KEY_WRONG, 500, 500",
        "INTERNAL, 500, 500",
    })
    void table(ErrorCode code, int status, int errorCode) {
        assertThat(PublishedError.of(code).status()).isEqualTo(status);
        assertThat(PublishedError.of(code).errorCode()).isEqualTo(errorCode);
    }

    @ParameterizedTest
    @EnumSource
    void mistakesOfOursAloneAreInternal(ErrorCode code) {
        boolean ours = code.kind() == ErrorKind.BUG
                || code == ErrorCode.CATALOG_KEY_WRONG
                || code == ErrorCode.SETTINGS_INVALID;
        assertThat(PublishedError.of(code) == PublishedError.INTERNAL).isEqualTo(ours);
    }

    /** Clients try again by the status alone. */
    @ParameterizedTest
    @EnumSource
    void whatMayPassIsWorthAnotherTry(ErrorCode code) {
        int status = PublishedError.of(code).status();
        boolean mayPass = code.kind() == ErrorKind.TRANSIENT || code.kind() == ErrorKind.RESOURCE;
        assertThat(mayPass && status != 429 && status != 500 && status != 503).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void errorCodesBeginWithTheirStatus(PublishedError error) {
        assertThat(String.valueOf(error.errorCode())).startsWith(String.valueOf(error.status()));
    }
}
