package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.engine.store.ChunkRecord;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes to its embedded catalog; another one takes over. */
class KilledWriterCrashIT {
    private static final int ENOUGH = 200;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatItSaidWasWrittenIsThere() throws Exception {
        Path said = Files.createFile(directory.resolve("said"));
        Process writer = start(said);
        try {
            Await.until("the writer has written", () -> !writer.isAlive() || lines(said) >= ENOUGH);
            assertInUseBy(writer.pid());
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertWritten(lines(said));
    }

    private void assertInUseBy(long pid) {
        assertThatThrownBy(() -> Catalog.open(CatalogSettings.embedded(directory)))
                .isInstanceOfSatisfying(TainException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_IN_USE);
                    assertThat(e.sentence()).contains("process " + pid);
                });
    }

    /** One more of each write may have been done than was said. */
    private void assertWritten(int said) {
        try (Catalog catalog = Catalog.open(CatalogSettings.embedded(directory))) {
            List<ChunkRecord> chunks = catalog.stores().progress().chunks("m", WriterMain.TABLE);
            int done = (int) chunks.stream().filter(ChunkRecord::done).count();
            assertThat(chunks).hasSize(WriterMain.CHUNKS);
            assertThat(done).isBetween(said, said + 1);
            assertThat(chunks.subList(0, done)).allMatch(ChunkRecord::done);
            long lines = catalog.stores().history().logs("m", 1).getFirst().id();
            assertThat(lines).isBetween((long) said, said + 1L);
            catalog.stores().leases().releaseAll("writer");
            assertThat(catalog.stores().leases().acquire("m", "other", 1_000)).isPresent();
        }
    }

    private static int lines(Path file) throws IOException {
        return (int) Files.readString(file)
                .chars()
                .filter(character -> character == '\n')
                .count();
    }

    private Process start(Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterMain.class.getName(),
                        directory.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
