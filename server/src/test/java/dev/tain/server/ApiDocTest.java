package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.server.internal.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the documents, played from top to bottom, answer as they say. */
class ApiDocTest {
    private static final Path DOCUMENTS = Path.of("../docs");

    /** How an address may begin in a document, instead of with all that it stands for. */
    private static final String SHORT = "$cluster";

    private static final String CLUSTER = "/kafka/v3/clusters/" + FakeLinks.CLUSTER;

    /** Of curl: the method, that the status is to be shown, the address, quoted or not, and the body. */
    private static final Pattern EXAMPLE = Pattern.compile("(\\$ curl -s(?: -X (?<method>[A-Z]+))?(?<status> -w"
            + " '%\\{http_code}\\\\n')? \"?(?:localhost:3000)?(?<path>[^\\s\"]+)\"?( -d '(?<body>[^']*)')?\n)"
            + "(?<answer>(?:(?!```)[^$])*?)\n(?=\n|```)");

    private static final int MAX_COLUMNS = 118;
    private static final Pattern FOLD = Pattern.compile("(.{40,116},)(?=\"|\\{)");

    @ParameterizedTest
    @ValueSource(strings = {"api.md", "kafka-links-api.md"})
    void examplesAnswerAsTheySay(String name) throws IOException {
        Path file = DOCUMENTS.resolve(name);
        String document = Files.readString(file);
        ApiUnderTest api = new ApiUnderTest();
        String actual = EXAMPLE.matcher(document)
                .replaceAll(example -> Matcher.quoteReplacement(example.group(1) + answer(api, example) + "\n"));
        if (Boolean.getBoolean("tain.golden.rewrite")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(document);
        assertThat(EXAMPLE.matcher(document).results())
                .as("no example escapes")
                .hasSize((int) document.lines()
                        .filter(line -> line.startsWith("$ curl"))
                        .count())
                .hasSizeGreaterThan(8);
    }

    private static String answer(ApiUnderTest api, MatchResult example) {
        String method = example.group("method");
        String body = example.group("body");
        Response response = api.send(
                method != null ? method : body != null ? "POST" : "GET",
                example.group("path").replace(SHORT, CLUSTER),
                Map.of(),
                body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
        String status = example.group("status") == null ? "" : String.valueOf(response.status());
        return folded(ApiUnderTest.text(response)) + status;
    }

    /** In lines that fit a page, broken after commas. */
    private static String folded(String answer) {
        return answer.length() <= MAX_COLUMNS ? answer : FOLD.matcher(answer).replaceAll("$1\n  ");
    }
}
