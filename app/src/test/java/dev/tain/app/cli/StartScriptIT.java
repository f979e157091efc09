package dev.tain.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script, as a person or a supervisor uses it. */
class StartScriptIT {
    private static final Pattern ADDRESS = Pattern.compile("serves at (http://[^ ]+)");

    @TempDir
    Path directory;

    @Test
    void versionSaysWhichTainAndWhichJava() throws InterruptedException {
        assertThat(output(0, "version")).matches("tain \\S+ \\(Java 2[5-9].*\\)\\s+");
    }

    @Test
    void aDistributionNeedsNoSources() throws InterruptedException {
        Path script = StartedProgram.ROOT.resolve("app/target/dist/bin/tain");
        try (StartedProgram program = StartedProgram.start(script, directory, Map.of(), "version")) {
            assertThat(program.awaitEnd()).as(program.output()).isZero();
            assertThat(program.output()).startsWith("tain ");
        }
    }

    @Test
    void configShowsEverySettingAndItsOrigin() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("tain.yaml"), "log.level: debug\npassword: hush\n");
        assertThat(output(0, "config", "--http", "127.0.0.1:4000"))
                .containsPattern("http +127.0.0.1:4000 +--http")
                .containsPattern("log.level +debug +tain.yaml")
                .containsPattern("password +\\*+ +tain.yaml")
                .containsPattern("data +./tain-data +default")
                .doesNotContain("hush");
    }

    @Test
    void wrongUseIsToldWithStatusTwo() throws InterruptedException {
        assertThat(output(2, "sevre")).contains("tain serve");
        assertThat(output(2, "serve", "--http", "0.0.0.0:3000")).contains("TAIN_PASSWORD");
        assertThat(output(2)).contains("Usage: tain");
    }

    @Test
    void serveAnswersUntilItIsTerminated() throws IOException, InterruptedException {
        try (StartedProgram program = serve("first");
                HttpClient client = HttpClient.newHttpClient()) {
            String address = address(program);
            assertThat(get(client, address + "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(client, address + "/api/v1/mirrors/list").body()).contains("\"mirrors\"");
            program.terminate();
            assertThat(program.awaitEnd()).as(program.output()).isZero();
            assertThat(program.output()).contains("Stopped");
        }
    }

    @Test
    void aSecondOneOnTheSameDataIsRefused() throws InterruptedException {
        try (StartedProgram first = serve("shared")) {
            address(first);
            try (StartedProgram second = serve("shared")) {
                assertThat(second.awaitEnd()).isEqualTo(1);
                assertThat(second.output()).contains("tain: ");
            }
            first.terminate();
            assertThat(first.awaitEnd()).isZero();
        }
    }

    private StartedProgram serve(String data) {
        return StartedProgram.tain(directory, "serve", "--http", "127.0.0.1:0", "--data", data);
    }

    private static String address(StartedProgram program) {
        return Await.atMost(Duration.ofMinutes(2))
                .value(
                        "the service tells its address",
                        () -> {
                            Matcher matcher = ADDRESS.matcher(program.output());
                            return matcher.find() ? matcher.group(1) : program.isAlive() ? "" : "ended";
                        },
                        address -> !address.isEmpty());
    }

    private static HttpResponse<String> get(HttpClient client, String address)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private String output(int status, String... arguments) throws InterruptedException {
        try (StartedProgram program = StartedProgram.tain(directory, arguments)) {
            assertThat(program.awaitEnd()).as(program.output()).isEqualTo(status);
            return program.output();
        }
    }
}
