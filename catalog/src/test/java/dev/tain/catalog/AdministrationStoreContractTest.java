package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.store.AdministrationStore;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdministrationStoreContractTest extends CatalogSuite {
    private AdministrationStore store;

    @BeforeEach
    void haveMirrors() {
        store = stores().administration();
        ownedMirror("m", "me");
        ownedMirror("other", "me");
    }

    @Test
    void tagsReplaceEarlierOnesAndGoWithTheirMirror() {
        store.tag("m", Map.of("team", "shop", "tier", "1"));
        store.tag("other", Map.of("team", "books"));
        store.tag("m", Map.of("team", "it's\0"));
        assertThat(store.tags("m")).containsExactly(Map.entry("team", "it's\uFFFD"));
        assertThat(store.tags("other")).containsExactly(Map.entry("team", "books"));
        store.tag("nobody", Map.of("a", "b"));
        assertThat(store.tags("nobody")).isEmpty();
        long epoch = stores().leases().acquire("m", "me", 60_000).orElseThrow();
        stores().mirrors().delete("m", epoch, true);
        ownedMirror("m", "me");
        assertThat(store.tags("m")).isEmpty();
    }

    @Test
    void settingsAreKeptUntilRemoved() {
        store.set("A", Optional.of("1"));
        store.set("B", Optional.of(""));
        store.set("A", Optional.of("2"));
        store.set("nothing", Optional.empty());
        reopen();
        assertThat(stores().administration().settings()).containsExactly(Map.entry("A", "2"), Map.entry("B", ""));
        stores().administration().set("A", Optional.empty());
        assertThat(stores().administration().settings()).containsOnlyKeys("B");
    }

    @Test
    void maintenanceOutlivesARestart() {
        assertThat(store.isClosed()).isFalse();
        store.close(true);
        store.close(true);
        store.hold("other");
        store.hold("m");
        store.hold("m");
        store.hold("nobody");
        reopen();
        store = stores().administration();
        assertThat(store.isClosed()).isTrue();
        assertThat(store.held()).containsExactly("m", "other");
        store.release("m");
        assertThat(store.held()).containsExactly("other");
        store.close(false);
        assertThat(store.isClosed()).isFalse();
        assertThat(stores().peers().list()).isEmpty();
    }
}
