package dev.tain.server.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.server.internal.http.Request;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.http.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebPageTest {
    private static final Path FILES = Path.of("src/main/resources/page");
    private final WebPage page = WebPage.load();

    private Response ask(Verb verb, String path, String... known) {
        return page.answer(new Request(
                verb, path, "", name -> name.equals("If-None-Match") ? List.of(known) : List.of(), () -> new byte[0]));
    }

    private static String text(String file) throws IOException {
        return Files.readString(FILES.resolve(file));
    }

    @Test
    void servesEveryFileAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            Set<String> there = new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
            there.remove("index.html");
            assertThat(WebPage.PARTS).containsExactlyElementsOf(there);
        }
        assertThat(page.has("/")).isTrue();
        assertThat(List.of("/index.html", "/assets/", "/assets/../page.css", "/assets/nothing.js"))
                .noneMatch(page::has);
    }

    @ParameterizedTest
    @CsvSource({
        "/,text/html; charset=utf-8",
        "/assets/main.js,text/javascript; charset=utf-8",
        "/assets/page.css,text/css; charset=utf-8",
        "/assets/icon.svg,image/svg+xml"
    })
    void saysTypesAndWhatThePageMayDo(String path, String type) {
        Response response = ask(Verb.GET, path);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", type).containsEntry("X-Frame-Options", "DENY");
        assertThat(response.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
    }

    @Test
    void sendsAFileOnlyOnceUntilItIsAnother() {
        String tag = String.valueOf(ask(Verb.GET, "/").headers().get("ETag"));
        Response again = ask(Verb.GET, "/", "\"other\", W/" + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers()).containsEntry("ETag", tag).containsEntry("Cache-Control", "private, no-cache");
        assertThat(ask(Verb.GET, "/", "\"other\"").status()).isEqualTo(200);
        assertThat(ask(Verb.GET, "/assets/main.js", tag).status()).isEqualTo(200);
    }

    @Test
    void isOnlyRead() {
        Response refused = ask(Verb.POST, "/");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers()).containsEntry("Allow", "GET, HEAD");
    }

    // The policy forbids it anyway; this says so before a browser does.
    @Test
    void makesNoMarkupOfWhatItIsTold() throws IOException {
        for (String part : WebPage.PARTS) {
            assertThat(text(part))
                    .as(part)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
        assertThat(text("index.html"))
                .doesNotContain("<style", " style=", " onclick=")
                .doesNotContain("<script>");
    }

    @Test
    void loadsNothingFromElsewhere() throws IOException {
        Pattern imported = Pattern.compile("(?:from '\\./|/assets/)([^'\"]+)['\"]");
        for (String part :
                Stream.concat(Stream.of("index.html"), WebPage.PARTS.stream()).toList()) {
            String text = text(part);
            assertThat(text.replace("http://www.w3.org/2000/svg", "")).as(part).doesNotContain("http://", "https://");
            for (Matcher at = imported.matcher(text); at.find(); ) {
                assertThat(WebPage.PARTS).as(part).contains(at.group(1));
            }
        }
        assertThat(new String(ask(Verb.GET, "/").body(), StandardCharsets.UTF_8))
                .isEqualTo(text("index.html"));
    }
}
