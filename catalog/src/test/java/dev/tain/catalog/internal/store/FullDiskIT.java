package dev.tain.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.catalog.Samples;
import dev.tain.catalog.internal.database.Database;
import dev.tain.catalog.internal.database.EmbeddedDatabase;
import dev.tain.catalog.internal.file.DirectoryLock;
import dev.tain.engine.HistoryService.Level;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No room: a limit on the file's size stands for the disk. */
class FullDiskIT {
    @TempDir
    private Path directory = Path.of("");

    private Database database;

    @BeforeEach
    void fill() {
        database = EmbeddedDatabase.open(directory, DirectoryLock.take(directory));
        database.run(handle -> handle.execute("PRAGMA max_page_count = 1"));
        database.runLazily(handle -> handle.execute("PRAGMA max_page_count = 1"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void isSaidByItsName() {
        SqlMirrorStore mirrors = new SqlMirrorStore(database);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        mirrors.insert(Samples.mirror("m" + i, 100), 0);
                    }
                })
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_FULL));
    }

    @Test
    void theLogGoesOnWithoutALine() {
        SqlHistoryStore history = new SqlHistoryStore(database);
        int lines = 1_000;
        for (int i = 0; i < lines; i++) {
            history.log("m", Level.INFO, "x".repeat(4_000), 0);
        }
        assertThat(history.logs("m", lines)).hasSizeLessThan(lines);
    }
}
