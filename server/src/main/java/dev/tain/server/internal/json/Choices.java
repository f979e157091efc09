package dev.tain.server.internal.json;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Constants of {@link Numbered} enums, by name, number, or number in a text. */
final class Choices {
    private Choices() {}

    static Optional<Object> byText(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(text))
                .map(Object.class::cast)
                .findFirst()
                .or(() -> byNumber(type, text));
    }

    static Optional<Object> byNumber(Class<?> type, String text) {
        return Numbers.integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE)
                .flatMap(number -> numbered(type, number.intValue()));
    }

    static Object unset(Class<?> type) {
        return numbered(type, 0).orElseThrow(() -> new IllegalStateException(type + " has no constant 0"));
    }

    static String expected(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant + " (" + ((Numbered) constant).number() + ")")
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    private static Optional<Object> numbered(Class<?> type, int number) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Numbered) constant).number() == number)
                .map(Object.class::cast)
                .findFirst();
    }
}
