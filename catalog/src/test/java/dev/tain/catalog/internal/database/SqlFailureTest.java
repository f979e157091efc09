package dev.tain.catalog.internal.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqlFailureTest {
    @ParameterizedTest
    @CsvSource({
        "08001, CATALOG_UNAVAILABLE",
        "08006, CATALOG_UNAVAILABLE",
        "57P01, CATALOG_UNAVAILABLE",
        "57P03, CATALOG_UNAVAILABLE",
        "53300, CATALOG_UNAVAILABLE",
        "40P01, CATALOG_UNAVAILABLE",
        "25006, CATALOG_UNAVAILABLE",
        "28P01, CATALOG_UNAVAILABLE",
        "3D000, CATALOG_UNAVAILABLE",
        "42501, CATALOG_UNAVAILABLE",
        "53100, CATALOG_FULL",
        "42601, INTERNAL",
        "23505, INTERNAL",
        "22021, INTERNAL",
    })
    void serversByState(String state, ErrorCode code) {
        TainException translated = translate(new SQLException("it says so\nand more", state));
        assertThat(translated.code()).isEqualTo(code);
        assertThat(translated.sentence()).doesNotContain("and more");
        assertThat(translated.remedy()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE_FULL, CATALOG_FULL",
        "SQLITE_BUSY, CATALOG_UNAVAILABLE",
        "SQLITE_BUSY_SNAPSHOT, CATALOG_UNAVAILABLE",
        "SQLITE_IOERR_WRITE, CATALOG_UNAVAILABLE",
        "SQLITE_CANTOPEN, CATALOG_UNAVAILABLE",
        "SQLITE_READONLY, CATALOG_UNAVAILABLE",
        "SQLITE_CORRUPT, CATALOG_UNAVAILABLE",
        "SQLITE_NOTADB, CATALOG_UNAVAILABLE",
        "SQLITE_CONSTRAINT_FOREIGNKEY, INTERNAL",
        "SQLITE_ERROR, INTERNAL",
    })
    void filesByResultCode(SQLiteErrorCode result, ErrorCode code) {
        TainException translated = translate(new SQLiteException("it says so", result));
        assertThat(translated.code()).isEqualTo(code);
        assertThat(translated.remedy()).isNotBlank();
    }

    @Test
    void aPoolThatWaitedInVain() {
        assertThat(translate(new SQLTransientConnectionException("timed out")).code())
                .isEqualTo(ErrorCode.CATALOG_UNAVAILABLE);
    }

    @Test
    void anInterruptStaysOne() {
        SQLException waiting = new SQLException("interrupted", new InterruptedException());
        assertThat(translate(waiting).code()).isEqualTo(ErrorCode.CATALOG_UNAVAILABLE);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anythingElseIsAMistakeOfOurs() {
        assertThat(translate(new IllegalStateException("?")).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    private static TainException translate(Exception cause) {
        return SqlFailure.of(new RuntimeException("wrapped", cause));
    }
}
