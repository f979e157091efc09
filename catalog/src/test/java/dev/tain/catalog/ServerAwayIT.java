package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresServer;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog's own PostgreSQL server goes and comes back, or was never there. */
class ServerAwayIT {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void itIsSaidAndPasses() {
        try (PostgresServer server = PostgresServer.open();
                Catalog catalog = Catalog.open(settings(server.administration().jdbcUrl()))) {
            catalog.stores().peers().insert(Samples.peer("p"));
            server.process().crash();
            assertFails(
                    ErrorCode.CATALOG_UNAVAILABLE,
                    () -> catalog.stores().peers().list());
            assertFails(
                    ErrorCode.CATALOG_UNAVAILABLE,
                    () -> catalog.stores().mirrors().insert(Samples.mirror("m"), 0));
            server.process().start();
            Await.untilEqual(
                    "the number of peers",
                    1,
                    () -> catalog.stores().peers().list().size());
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidAtTheStart() {
        assertFails(
                ErrorCode.CATALOG_UNAVAILABLE,
                () -> Catalog.open(settings("jdbc:postgresql://127.0.0.1:1/none?password=tell-nobody")));
    }

    @Test
    void anAddressThatIsNoneIsNotRepeated() {
        for (String url :
                new String[] {"postgres://u:tell-nobody@h/d", "jdbc:postgresql://h:port/d?password=tell-nobody"}) {
            assertFails(ErrorCode.SETTINGS_INVALID, () -> Catalog.open(settings(url)));
        }
    }

    private CatalogSettings settings(String url) {
        return CatalogSettings.embedded(directory).withUrl(url);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(TainException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.sentence()).doesNotContain("tell-nobody");
            assertThat(e.remedy()).isNotBlank();
        });
    }
}
