package dev.tain.server.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    enum Colour implements Numbered {
        NONE(0),
        RED(3),
        UNKNOWN(-1);

        private final int number;

        Colour(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    record Inner(String someText, @Nullable Inner inner) {}

    record All(
            boolean flag,
            @Nullable Boolean maybeFlag,
            int number,
            @UInt32 long smallNumber,
            @UInt64 @Nullable Long largeNumber,
            long anyNumber,
            double fraction,
            String text,
            Colour colour,
            @Nullable Inner inner,
            List<String> texts,
            @CommaText List<String> commas,
            List<Inner> inners,
            Map<String, String> map) {}

    private static All read(String json) {
        return MessageReader.read(json.getBytes(StandardCharsets.UTF_8), All.class);
    }

    @Test
    void readsNothingAsUnset() {
        All unset = new All(
                false, null, 0, 0, null, 0, 0.0, "", Colour.NONE, null, List.of(), List.of(), List.of(), Map.of());
        assertThat(read("")).isEqualTo(unset);
        assertThat(read(" \n\t")).isEqualTo(unset);
        assertThat(read("{}")).isEqualTo(unset);
        assertThat(read("\uFEFF{}")).isEqualTo(unset);
        String nulls = "{\"flag\":null,\"text\":null,\"inner\":null,\"texts\":null,\"map\":null,";
        assertThat(read(nulls + "\"other\":{\"a\":[]}}")).isEqualTo(unset);
    }

    @ParameterizedTest
    @EnumSource
    void readsChoicesInEverySpelling(Colour colour) {
        for (String spelled : List.of(
                '"' + colour.name() + '"',
                String.valueOf(colour.number()),
                '"' + String.valueOf(colour.number()) + '"',
                colour.number() + ".0")) {
            assertThat(read("{\"colour\":" + spelled + "}").colour()).isEqualTo(colour);
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'\"7\"', 7", "7.0, 7", "7e0, 7", "'\"0.7e1\"', 7", "-0, 0", "4294967295, 4294967295"})
    void readsNumbersInEverySpelling(String spelled, long value) {
        assertThat(read("{\"small_number\":" + spelled + "}").smallNumber()).isEqualTo(value);
        assertThat(read("{\"smallNumber\":" + spelled + "}").smallNumber()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "4294967296",
                "0.5",
                "\"\"",
                "\" 1\"",
                "\"0x1\"",
                "\"NaN\"",
                "1e400",
                "1e-1",
                "true",
                "[1]",
                "{}",
                "99999999999999999999999999999999999999999999999999",
                "\"1e999999999\""
            })
    void refusesOtherNumbers(String spelled) {
        assertThatThrownBy(() -> read("{\"small_number\":" + spelled + "}"))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("small_number");
    }

    @Test
    void readsTheWholeRange() {
        All all = read("{\"anyNumber\":\"-9223372036854775808\",\"largeNumber\":\"9223372036854775807\","
                + "\"number\":-2147483648,\"fraction\":\"0.25\"}");
        assertThat(all.anyNumber()).isEqualTo(Long.MIN_VALUE);
        assertThat(all.largeNumber()).isEqualTo(Long.MAX_VALUE);
        assertThat(all.number()).isEqualTo(Integer.MIN_VALUE);
        assertThat(all.fraction()).isEqualTo(0.25);
    }

    @Test
    void readsListsTextsAndMessagesInside() {
        All all = read("{\"commas\":\" a ,,b \",\"texts\":[\"x\",],\"map\":{\"snake_name\":\"v\",},"
                + "\"inner\":{\"inner\":{\"some_text\":\"ü𝄞\"}},\"inners\":[{},{\"someText\":\"y\"}],}");
        assertThat(all.commas()).containsExactly("a", "b");
        assertThat(all.texts()).containsExactly("x");
        assertThat(all.map()).containsExactly(Map.entry("snake_name", "v"));
        assertThat(all.inner()).isEqualTo(new Inner("", new Inner("ü𝄞", null)));
        assertThat(all.inners()).containsExactly(new Inner("", null), new Inner("y", null));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> MessageReader.read(new byte[] {'{', (byte) 0xFF, '}'}, All.class))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void readsAsDeepAsTheLimit() {
        int most = JsonText.MAX_DEPTH;
        assertThat(read("{\"inner\":".repeat(most - 1) + "{}" + "}".repeat(most - 1))
                        .inner())
                .isNotNull();
        assertThatThrownBy(() -> read("{\"inner\":".repeat(most) + "{}" + "}".repeat(most)))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("a limit is passed");
    }

    @Test
    void refusesLongTextsAndNames() {
        String longest = "x".repeat(JsonText.MAX_TEXT_CHARS);
        assertThat(read("{\"text\":\"" + longest + "\"}").text()).hasSameSizeAs(longest);
        assertThatThrownBy(() -> read("{\"text\":\"" + longest + "x\"}")).hasMessageContaining("a limit is passed");
        assertThatThrownBy(() -> read("{\"" + "n".repeat(JsonText.MAX_NAME_CHARS + 1) + "\":1}"))
                .hasMessageContaining("a limit is passed");
    }
}
