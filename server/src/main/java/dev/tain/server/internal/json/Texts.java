package dev.tain.server.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What may be a text in a message. */
final class Texts {
    private Texts() {}

    /** The text, unless it has a NUL, which databases refuse, or half of a character, which nothing can write. */
    static Optional<String> valid(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? Optional.of(text)
                : Optional.empty();
    }

    static List<String> split(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
