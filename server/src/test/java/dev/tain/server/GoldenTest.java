package dev.tain.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation's answers to the byte. {@code -Dtain.golden.rewrite=true} writes what is into the files. */
class GoldenTest {
    private static final Path FILES = Path.of("src/test/resources/golden");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersAsWritten(Path file) throws IOException {
        String actual = new GoldenFile(file, new ApiUnderTest()).play();
        if (Boolean.getBoolean("tain.golden.rewrite")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
