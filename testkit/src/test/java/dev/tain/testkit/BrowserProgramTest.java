package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class BrowserProgramTest {
    private static final Callable<BrowserProgram> OFFLINE = () -> {
        throw new IOException("npm has no network\nat all");
    };

    @TempDir
    private Path directory = Path.of("");

    @Test
    void takesWhatIsOnThePathWhereNoneCanBeFetched() throws IOException {
        Path program = Files.createFile(directory.resolve("chromium-browser"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(BrowserProgram.find(OFFLINE, "/nowhere:" + directory).file()).isEqualTo(program);
    }

    @Test
    void skipsTheTestInOneLineWhereThereIsNone() throws IOException {
        Files.createFile(directory.resolve("chromium"));
        assertThatThrownBy(() -> BrowserProgram.find(OFFLINE, directory.toString()))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("could not be fetched: npm has no network")
                .hasMessageNotContaining("at all");
    }
}
