package dev.tain.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "08001, POSTGRES_UNREACHABLE",
        "08006, POSTGRES_CONNECTION_LOST",
        "08004, POSTGRES_AUTHENTICATION_FAILED",
        "28P01, POSTGRES_AUTHENTICATION_FAILED",
        "28000, POSTGRES_AUTHENTICATION_FAILED",
        "3D000, POSTGRES_DATABASE_MISSING",
        "42501, POSTGRES_PRIVILEGE_MISSING",
        "42P01, TABLE_MISSING",
        "53300, POSTGRES_TOO_MANY_CONNECTIONS",
        "53100, POSTGRES_OUT_OF_RESOURCES",
        "57P01, POSTGRES_RESTARTING",
        "57P03, POSTGRES_RESTARTING",
        "40001, POSTGRES_CONFLICT",
        "40P01, POSTGRES_CONFLICT",
        "55P03, POSTGRES_CONFLICT",
        "22003, POSTGRES_DATA_REJECTED",
        "23505, POSTGRES_DATA_REJECTED",
        "42704, POSTGRES_UNCLASSIFIED",
        "'', POSTGRES_UNCLASSIFIED"
    })
    void sqlStatesHaveCodes(String state, ErrorCode code) {
        TainException error = Errors.translate(new SQLException("it said no", state), "testing");
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.sentence()).isEqualTo("PostgreSQL, while testing: it said no");
        assertThat(error.remedy()).isNotBlank();
    }

    @Test
    void everySentenceNamesTheRootCauseOnce() {
        SQLException fault = new SQLException("The connection attempt failed.", "08001", new IOException("no route"));
        assertThat(Errors.translate(fault, "connecting").sentence())
                .isEqualTo("PostgreSQL, while connecting: The connection attempt failed. no route");
    }

    @Test
    void faultsOfTlsAreKnownByTheirCause() {
        SQLException fault = new SQLException("SSL error", "08006", new SSLHandshakeException("bad certificate"));
        assertThat(Errors.translate(fault, "connecting").code()).isEqualTo(ErrorCode.POSTGRES_TLS_FAILED);
    }

    @Test
    void faultsWithoutStateAreClassifiedByKind() {
        assertThat(Errors.translate(new IOException("reset"), "reading").code())
                .isEqualTo(ErrorCode.POSTGRES_CONNECTION_LOST);
        assertThat(Errors.translate(new IllegalStateException("oops"), "reading")
                        .code())
                .isEqualTo(ErrorCode.INTERNAL);
        TainException ours = new TainException(ErrorCode.SNAPSHOT_LOST, "gone", "again");
        assertThat(Errors.translate(ours, "reading")).isSameAs(ours);
    }
}
