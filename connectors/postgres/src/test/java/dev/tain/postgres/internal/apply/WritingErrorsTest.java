package dev.tain.postgres.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.TainException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingErrorsTest {
    private static TainException error(String state) {
        return WritingErrors.translate(new SQLException("it said no", state), "applying changes to public.t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22001", "22003", "22P02", "22P05", "23502", "23503", "23505", "23514", "23P01", "44000", "54000",
                "P0001", "38000", "21000"
            })
    void aRowThatIsRefusedStopsItsTable(String state) {
        assertThat(error(state).code().isOfTable()).isTrue();
        assertThat(error(state).code().isOfRow()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42501", "42703", "42P01", "42804", "3F000", "42P10", "42883", "42704", "0A000", "55000", "XX001",
                "XX002"
            })
    void aTableThatIsNotAsItWasStops(String state) {
        assertThat(error(state).code().isOfTable()).isTrue();
        assertThat(error(state).code().isOfRow()).isFalse();
        assertThat(error(state).remedy()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "08006", "08001", "25006", "25P03", "28000", "28P01", "3D000", "40001", "40P01", "53100", "53200",
                "53300", "55006", "55P03", "57014", "57P01", "57P02", "57P03", "58030", "F0000", "XX000"
            })
    void whatIsOfTheServerOrTheConnectionStopsNoTable(String state) {
        assertThat(error(state).code().isOfTable()).isFalse();
    }
}
