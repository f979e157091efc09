package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes share one catalog in PostgreSQL; here each is a catalog with a data directory of its own. */
class SharedCatalogIT {
    private static final String KEY = "T25lIGtleSBmb3IgYWxsIG9mIHVzLCAzMiBieXRlcyE=";
    private static final int PROCESSES = 4;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theyMayAllStartAtOnceOnAnEmptyDatabase() throws Exception {
        CatalogSettings settings = CatalogKind.POSTGRES.settings(directory).withKey(KEY);
        List<Catalog> catalogs = new ArrayList<>();
        try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Catalog>> starts = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                starts.add(processes.submit(() -> Catalog.open(settings)));
            }
            for (Future<Catalog> start : starts) {
                catalogs.add(start.get());
            }
            catalogs.getFirst().stores().peers().insert(Samples.peer("p"));
            assertThat(catalogs)
                    .allMatch(each -> each.stores().peers().find("p").isPresent());
        } finally {
            catalogs.forEach(Catalog::close);
        }
    }

    @Test
    void oneWithAKeyOfItsOwnIsToldSo() {
        CatalogSettings settings = CatalogKind.POSTGRES.settings(directory.resolve("a"));
        CatalogSettings other = new CatalogSettings(directory.resolve("b"), settings.url(), settings.key());
        try (Catalog first = Catalog.open(settings)) {
            assertThat(first.stores().peers().list()).isEmpty();
            assertThatThrownBy(() -> Catalog.open(other))
                    .isInstanceOfSatisfying(
                            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_KEY_WRONG));
        }
    }
}
