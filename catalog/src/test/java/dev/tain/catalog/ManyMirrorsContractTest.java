package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.store.MirrorRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The size that one catalog is made for. */
class ManyMirrorsContractTest extends CatalogSuite {
    private static final int MIRRORS = 1_000;
    private static final int TABLES = 10;

    @Test
    void aThousandMirrorsAreListedWhole() {
        for (int i = 0; i < MIRRORS; i++) {
            stores().mirrors().insert(Samples.mirror("m" + i, TABLES), NOW);
        }
        List<MirrorRecord> mirrors = stores().mirrors().list();
        assertThat(mirrors).hasSize(MIRRORS);
        assertThat(mirrors.getLast().config()).isEqualTo(Samples.mirror("m" + (MIRRORS - 1), TABLES));
    }
}
