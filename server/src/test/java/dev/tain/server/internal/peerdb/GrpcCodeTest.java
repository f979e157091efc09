package dev.tain.server.internal.peerdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcCodeTest {
    @ParameterizedTest
    @CsvSource({
        "REQUEST_MALFORMED, 3, 400",
        "REQUEST_INVALID, 3, 400",
        "REQUEST_UNSUPPORTED, 12, 501",
        "REQUEST_UNAUTHENTICATED, 16, 401",
        "REQUEST_LIMITED, 8, 429",
        "PEER_UNKNOWN, 5, 404",
        "PEER_EXISTS, 6, 409",
        "PEER_IN_USE, 9, 400",
        "PEER_INVALID, 9, 400",
        "MIRROR_UNKNOWN, 5, 404",
        "MIRROR_EXISTS, 6, 409",
        "MIRROR_INVALID, 9, 400",
        "MIRROR_STATE_ILLEGAL, 3, 400",
        "ADDITION_NOT_CANCELLABLE, 9, 400",
        "MAINTENANCE, 14, 503",
        "TABLE_MISSING, 9, 400",
        "TABLE_WITHOUT_KEY, 9, 400",
        "SCHEMA_MISSING, 9, 400",
        "LEASE_LOST, 14, 503",
        "CATALOG_UNAVAILABLE, 14, 503",
        "CATALOG_KEY_WRONG, 13, 500",
        "POSTGRES_UNREACHABLE, 9, 400",
        "POSTGRES_PRIVILEGE_MISSING, 9, 400",
        "POSTGRES_WAL_LEVEL, 9, 400",
        "POSTGRES_PUBLICATION_INCOMPLETE, 9, 400",
        "POSTGRES_PROTOCOL, 13, 500",
        "INTERNAL, 13, 500",
    })
    void table(ErrorCode code, int number, int httpStatus) {
        assertThat(GrpcCode.of(code).number()).isEqualTo(number);
        assertThat(GrpcCode.of(code).httpStatus()).isEqualTo(httpStatus);
    }

    @ParameterizedTest
    @EnumSource
    void mistakesOfOursAloneAreInternal(ErrorCode code) {
        boolean ours = code.kind() == ErrorKind.BUG
                || code == ErrorCode.CATALOG_KEY_WRONG
                || code == ErrorCode.SETTINGS_INVALID;
        assertThat(GrpcCode.of(code) == GrpcCode.INTERNAL).isEqualTo(ours);
    }

    @Test
    void numbersAreTheirOwn() {
        assertThat(Arrays.stream(GrpcCode.values()).map(GrpcCode::number)).doesNotHaveDuplicates();
    }
}
