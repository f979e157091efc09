package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples in docs/api.md, played from top to bottom, answer as they say. */
class ApiDocTest {
    private static final Path DOCUMENT = Path.of("../docs/api.md");
    private static final Pattern EXAMPLE = Pattern.compile(
            "(\\$ curl -s localhost:3000(?<path>\\S+)( -d '(?<body>[^']*)')?\n)(?<answer>[^$`]*?)\n(?=\n|```)");

    private static final int MAX_COLUMNS = 118;
    private static final Pattern FOLD = Pattern.compile("(.{40,116},)(?=\"|\\{)");

    @Test
    void examplesAnswerAsTheySay() throws IOException {
        String document = Files.readString(DOCUMENT);
        ApiUnderTest api = new ApiUnderTest();
        String actual = EXAMPLE.matcher(document)
                .replaceAll(example -> Matcher.quoteReplacement(example.group(1) + answer(api, example) + "\n"));
        if (Boolean.getBoolean("tain.golden.rewrite")) {
            Files.writeString(DOCUMENT, actual);
        }
        assertThat(actual).isEqualTo(document);
        assertThat(EXAMPLE.matcher(document).results()).hasSizeGreaterThan(8);
    }

    private static String answer(ApiUnderTest api, MatchResult example) {
        String path = example.group("path");
        String body = example.group("body");
        return folded(ApiUnderTest.text(body == null ? api.get(path) : api.post(path, body)));
    }

    /** In lines that fit a page, broken after commas. */
    private static String folded(String answer) {
        return answer.length() <= MAX_COLUMNS ? answer : FOLD.matcher(answer).replaceAll("$1\n  ");
    }
}
