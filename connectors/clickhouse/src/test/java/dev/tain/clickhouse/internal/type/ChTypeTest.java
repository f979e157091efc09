package dev.tain.clickhouse.internal.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "String",
                "Nullable(DateTime64(6, 'UTC'))",
                "Array(LowCardinality(Nullable(String)))",
                "Map(String, Nullable(Decimal(76, 38)))",
                "Enum8('a,b' = 1, 'c)' = 2, '\\'' = 3)",
            })
    void readsAndWritesTheServersSpelling(String text) {
        assertThat(ChType.parse(text)).hasToString(text);
    }

    @Test
    void knowsWhatIsUnderTheWrappers() {
        assertThat(ChType.parse("LowCardinality(Nullable(String))").bare()).hasToString("String");
        assertThat(ChType.parse("LowCardinality(Nullable(String))").isNullable())
                .isTrue();
        assertThat(ChType.parse("Array(Nullable(String))").isNullable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nullable(String", "String)", "Array(String))"})
    void refusesWhatIsNoType(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChType.parse(text));
    }
}
