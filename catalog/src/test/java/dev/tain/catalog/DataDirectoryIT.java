package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded catalog makes of its directory. */
class DataDirectoryIT {
    @TempDir
    private Path scratch = Path.of("");

    @Test
    void isMadeWhenAbsent() {
        Path directory = scratch.resolve("not/yet");
        Catalog.open(CatalogSettings.embedded(directory)).close();
        assertThat(directory.resolve("catalog.db")).exists();
    }

    @Test
    void itsFilesAreOnlyForThisUser() throws Exception {
        try (Catalog catalog = Catalog.open(CatalogSettings.embedded(scratch))) {
            catalog.stores().peers().put(Samples.peer("p"));
            try (Stream<Path> files = Files.list(scratch)) {
                List<Path> all = files.filter(file -> Files.isRegularFile(file) && !file.endsWith("catalog.lock"))
                        .toList();
                assertThat(all).hasSizeGreaterThan(2);
                for (Path file : all) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void isUsedByOneCatalogAtATime() {
        CatalogSettings settings = CatalogSettings.embedded(scratch);
        try (Catalog first = Catalog.open(settings)) {
            assertFails(ErrorCode.CATALOG_IN_USE, () -> Catalog.open(settings));
            assertFails(ErrorCode.CATALOG_IN_USE, () -> Catalog.open(settings));
            assertThat(first.stores().peers().list()).isEmpty();
        }
        Catalog.open(settings).close();
    }

    @Test
    void closingTwiceDoesNotFreeASuccessorsLock() {
        CatalogSettings settings = CatalogSettings.embedded(scratch);
        Catalog first = Catalog.open(settings);
        first.close();
        try (Catalog second = Catalog.open(settings)) {
            first.close();
            assertFails(ErrorCode.CATALOG_IN_USE, () -> Catalog.open(settings));
            assertThat(second.stores().peers().list()).isEmpty();
        }
    }

    @Test
    void aFileInItsPlaceIsRefused() throws Exception {
        Path file = Files.createFile(scratch.resolve("file"));
        assertFails(ErrorCode.SETTINGS_INVALID, () -> Catalog.open(CatalogSettings.embedded(file)));
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Files.writeString(scratch.resolve("catalog.db"), "This is not a database. ".repeat(1_000));
        CatalogSettings settings = CatalogSettings.embedded(scratch);
        assertFails(ErrorCode.CATALOG_UNAVAILABLE, () -> Catalog.open(settings));
        Files.delete(scratch.resolve("catalog.db"));
        Catalog.open(settings).close(); // the lock was given back
    }

    private static void assertFails(ErrorCode code, ThrowingCallable opening) {
        assertThatThrownBy(opening).isInstanceOfSatisfying(TainException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.remedy()).isNotBlank();
        });
    }
}
