package dev.tain.clickhouse.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.TainException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsTest {
    private static final int LAST_CODE = 1_100;

    @ParameterizedTest
    @CsvSource({
        "60, TABLE_MISSING, USER",
        "218, TABLE_MISSING, USER",
        "16, TABLE_SCHEMA_CHANGED, USER",
        "47, TABLE_SCHEMA_CHANGED, USER",
        "81, CLICKHOUSE_DATABASE_MISSING, USER",
        "193, CLICKHOUSE_AUTHENTICATION_FAILED, USER",
        "195, CLICKHOUSE_AUTHENTICATION_FAILED, USER",
        "516, CLICKHOUSE_AUTHENTICATION_FAILED, USER",
        "164, CLICKHOUSE_PRIVILEGE_MISSING, USER",
        "452, CLICKHOUSE_PRIVILEGE_MISSING, USER",
        "497, CLICKHOUSE_PRIVILEGE_MISSING, USER",
        "242, CLICKHOUSE_READ_ONLY, RESOURCE",
        "774, CLICKHOUSE_READ_ONLY, RESOURCE",
        "75, CLICKHOUSE_OUT_OF_RESOURCES, RESOURCE",
        "241, CLICKHOUSE_OUT_OF_RESOURCES, RESOURCE",
        "243, CLICKHOUSE_OUT_OF_RESOURCES, RESOURCE",
        "201, CLICKHOUSE_OUT_OF_RESOURCES, RESOURCE",
        "202, CLICKHOUSE_BUSY, RESOURCE",
        "252, CLICKHOUSE_BUSY, RESOURCE",
        "159, CLICKHOUSE_BUSY, RESOURCE",
        "210, CLICKHOUSE_BUSY, RESOURCE",
        "236, CLICKHOUSE_BUSY, RESOURCE",
        "394, CLICKHOUSE_BUSY, RESOURCE",
        "745, CLICKHOUSE_BUSY, RESOURCE",
        "319, CLICKHOUSE_BUSY, RESOURCE",
        "999, CLICKHOUSE_BUSY, RESOURCE",
        "33, CLICKHOUSE_CONNECTION_LOST, TRANSIENT",
        "53, CLICKHOUSE_DATA_REJECTED, USER",
        "349, CLICKHOUSE_DATA_REJECTED, USER",
        "469, CLICKHOUSE_DATA_REJECTED, USER",
        "62, CLICKHOUSE_STATEMENT_REFUSED, USER",
        "359, CLICKHOUSE_STATEMENT_REFUSED, USER",
        "565, CLICKHOUSE_STATEMENT_REFUSED, USER",
        "49, CLICKHOUSE_UNCLASSIFIED, TRANSIENT",
        "1001, CLICKHOUSE_UNCLASSIFIED, TRANSIENT"
    })
    void numbersOfTheServerHaveCodes(int number, ErrorCode code, ErrorKind kind) {
        TainException error = Errors.refused(number, 500, "it said no\n", "testing");
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.sentence()).isEqualTo("ClickHouse, while testing: it said no");
        assertThat(error.remedy()).isNotBlank();
    }

    static IntStream numbers() {
        return IntStream.rangeClosed(1, LAST_CODE)
                .filter(number -> ServerCodes.of(number) != ErrorCode.CLICKHOUSE_UNCLASSIFIED);
    }

    /** What is tried again says so, and what waits for a person does not. */
    @ParameterizedTest
    @MethodSource("numbers")
    void remediesSayWhetherItIsTriedAgain(int number) {
        TainException error = Errors.refused(number, 500, "no", "testing");
        assertThat(error.remedy().contains("tried again")).as(error.remedy()).isEqualTo(error.kind() != ErrorKind.USER);
    }

    /** Codes of other connectors, or of nobody, are never given. */
    @Test
    void theTableKnowsClickHousesCodesOnly() {
        assertThat(numbers().mapToObj(ServerCodes::of).distinct().map(Enum::name))
                .allMatch(name -> name.startsWith("CLICKHOUSE_") || name.startsWith("TABLE_"))
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({
        "401, CLICKHOUSE_AUTHENTICATION_FAILED",
        "429, CLICKHOUSE_BUSY",
        "502, CLICKHOUSE_UNREACHABLE",
        "503, CLICKHOUSE_UNREACHABLE",
        "504, CLICKHOUSE_UNREACHABLE",
        "404, CLICKHOUSE_UNCLASSIFIED"
    })
    void answersOfSomethingBetweenHaveCodes(int status, ErrorCode code) {
        TainException error = Errors.refused(0, status, "", "testing");
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.sentence()).contains("status " + status);
    }

    @Test
    void faultsOfTheConnectionHaveCodes() {
        assertThat(List.of(
                                new ConnectException("refused"),
                                new HttpConnectTimeoutException("late"),
                                new HttpTimeoutException("silent"),
                                new EOFException("cut"),
                                new IOException("reset"),
                                new SSLHandshakeException("bad certificate"))
                        .stream()
                        .map(e -> Errors.broken(e, "ch.example", "testing").code()))
                .containsExactly(
                        ErrorCode.CLICKHOUSE_UNREACHABLE,
                        ErrorCode.CLICKHOUSE_UNREACHABLE,
                        ErrorCode.CLICKHOUSE_CONNECTION_LOST,
                        ErrorCode.CLICKHOUSE_CONNECTION_LOST,
                        ErrorCode.CLICKHOUSE_CONNECTION_LOST,
                        ErrorCode.CLICKHOUSE_TLS_FAILED);
    }

    /** A cut is tried again by itself; a certificate that is not trusted waits for a person. */
    @Test
    void cutsOfEncryptedConnectionsAreNoRefusals() {
        SSLException cutWhileShaking = new SSLHandshakeException("terminated");
        cutWhileShaking.initCause(new EOFException("cut"));
        for (SSLException cut : List.of(cutWhileShaking, new SSLException("closing inbound"))) {
            assertThat(Errors.broken(cut, "ch.example", "testing").code())
                    .isEqualTo(ErrorCode.CLICKHOUSE_CONNECTION_LOST);
        }
        assertThat(Errors.broken(new SSLException("Unsupported or unrecognized SSL message"), "ch.example", "testing")
                        .code())
                .isEqualTo(ErrorCode.CLICKHOUSE_TLS_FAILED);
    }

    @Test
    void longAnswersAreCut() {
        assertThat(Errors.refused(1001, 500, "x".repeat(10_000), "testing").sentence())
                .hasSizeLessThan(500)
                .endsWith("...");
    }
}
