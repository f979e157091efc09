package dev.tain.server.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.server.internal.json.BadMessage.Misfit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisfitTest {
    record Inner(
            @LooseText String loose,
            @LooseText @Confidential @Nullable String secret) {}

    record Outer(int number, long large, boolean flag, String text, List<Inner> inner, Map<String, String> map) {}

    record Flag(boolean flag) {}

    private static Outer read(String json) {
        return MessageReader.read(json.getBytes(StandardCharsets.UTF_8), Outer.class);
    }

    private static BadMessage bad(String json) {
        return catchThrowableOfType(BadMessage.class, () -> read(json));
    }

    private static Misfit misfit(String json) {
        return bad(json).misfit().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"number\":\"A\"}          | java.lang.Integer | VALUE_STRING       | A",
                "{\"number\":1.5}            | java.lang.Integer | VALUE_NUMBER_FLOAT | ''",
                "{\"large\":{}}              | java.lang.Long    | START_OBJECT       | ''",
                "{\"flag\":\"no\"}           | java.lang.Boolean | VALUE_STRING       | no",
                "{\"text\":true}             | java.lang.String  | VALUE_TRUE         | ''",
                "{\"inner\":\"x\"}           | java.util.List    | VALUE_STRING       | x",
                "{\"map\":{\"a\":1}}         | java.lang.String  | VALUE_NUMBER_INT   | ''",
                "{\"map\":[]}                | java.util.Map     | START_ARRAY        | ''",
                "{\"inner\":[{\"loose\":[]}]}| java.lang.String  | START_ARRAY        | ''",
            })
    void saysWhatWasWantedAndWhatCame(String json, Class<?> wanted, String token, String text) {
        assertThat(misfit(json)).isEqualTo(new Misfit(wanted, token, text));
    }

    @Test
    void namesMessagesByTheirRecords() {
        assertThat(misfit("[]").wanted()).isEqualTo(Outer.class);
        assertThat(misfit("{\"inner\":[{}, 5]}").wanted()).isEqualTo(Inner.class);
    }

    @Test
    void keepsSecretsToItself() {
        BadMessage bad = bad("{\"inner\":[{\"secret\":\"hunter2\\u0000\"}]}");
        assertThat(bad.misfit().orElseThrow().text()).isEmpty();
        assertThat(bad).hasMessageNotContaining("hunter2");
    }

    @Test
    void isNoneWhereNoValueIsAtFault() {
        assertThat(bad("{\"number\":1,\"number\":1}").misfit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "30000", "1.50", "-1", "\"text\""})
    void looseTextsAreWhatWasWritten(String value) {
        Inner inner = read("{\"inner\":[{\"loose\":" + value + ",\"secret\":" + value + "}]}")
                .inner()
                .getFirst();
        String written = value.replace("\"", "");
        assertThat(inner).isEqualTo(new Inner(written, written));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "False, false"})
    void truthValuesOfParametersAreInAnyCase(String text, boolean value) {
        assertThat(ParameterReader.read(Map.of("flag", List.of(text)), Flag.class))
                .isEqualTo(new Flag(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "perhaps"})
    void otherTruthValuesAreRefused(String text) {
        assertThatThrownBy(() -> ParameterReader.read(Map.of("flag", List.of(text)), Flag.class))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("flag");
    }
}
