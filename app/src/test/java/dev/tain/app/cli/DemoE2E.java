package dev.tain.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.embedded.EmbeddedClickHouse;
import dev.tain.embedded.EmbeddedClickHouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo from beginning to end, on a small shop. */
class DemoE2E {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "clickhouse"})
    void bothSidesAreEqualAndNothingIsLeftBehind(String system) throws IOException, InterruptedException {
        if (system.equals("clickhouse")) {
            requireClickHouse();
        }
        Path data = Files.createDirectory(directory.resolve("data"));
        try (StartedProgram demo = StartedProgram.tain(
                directory, "demo", "--once", "--to", system, "--rows", "20000", "--data", data.toString())) {
            assertThat(demo.awaitEnd()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .contains("✔ Equal: ")
                    .containsPattern("order_items .* equal")
                    .contains("curl -s http://127.0.0.1:")
                    .doesNotContain("different");
            assertThat(demo.output().lines().filter(line -> line.codePointCount(0, line.length()) > 100))
                    .as("lines that do not fit a terminal")
                    .isEmpty();
        }
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aMirrorTopicIsEqualAndItsGroupMissesNothing() throws IOException, InterruptedException {
        Path data = Files.createDirectory(directory.resolve("data"));
        try (StartedProgram demo =
                StartedProgram.tain(directory, "demo", "links", "--once", "--data", data.toString())) {
            assertThat(demo.awaitEnd()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .contains("✔ Equal: ", "✔ billing read every committed order once", "Promoted")
                    .contains("/mirrors:promote'")
                    .doesNotContain("different");
        }
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).isEmpty();
        }
    }

    private static void requireClickHouse() {
        try {
            EmbeddedClickHouse.open().close();
        } catch (EmbeddedClickHouseException e) {
            Assumptions.abort(String.valueOf(e.getMessage()));
        }
    }
}
