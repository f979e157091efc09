package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsAtRestIT {
    private static final String OLD_KEY = "T2xkIGtleSBmb3IgdGVzdHMsIDMyIGJ5dGVzIGxvbmc=";
    private static final String NEW_KEY = "TmV3IGtleSBmb3IgdGVzdHMsIDMyIGJ5dGVzIGxvbmc=";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void noFileHasThemInPlain() throws Exception {
        try (Catalog catalog = Catalog.open(settings())) {
            catalog.stores().peers().put(Samples.peer("p"));
            assertNowhere(Samples.PASSWORD);
        }
        assertNowhere(Samples.PASSWORD);
        assertThat(find("db.example.org"))
                .as("the search finds what is in plain")
                .isNotEmpty();
    }

    @Test
    void anotherKeyIsNoticedAtOnce() {
        Catalog.open(settings().withKey(OLD_KEY)).close();
        assertKeyWrong(() -> Catalog.open(settings().withKey(NEW_KEY)));
        assertKeyWrong(() -> Catalog.open(settings()));
        Catalog.open(settings().withKey(OLD_KEY)).close();
    }

    @Test
    void aLostKeyFileIsNotReplacedByAnother() throws Exception {
        Catalog.open(settings()).close();
        Path key = directory.resolve("catalog.key");
        String text = Files.readString(key);
        Files.delete(key);
        assertKeyWrong(() -> Catalog.open(settings()));
        assertThat(key).doesNotExist();
        Catalog.open(settings().withKey(text)).close();
    }

    @Test
    void aNewKeySealsEverythingAgain() {
        try (Catalog catalog = Catalog.open(settings().withKey(OLD_KEY))) {
            catalog.stores().peers().put(Samples.peer("p"));
        }
        assertPeerReadableWith(NEW_KEY + ", " + OLD_KEY);
        assertPeerReadableWith(NEW_KEY);
        assertKeyWrong(() -> Catalog.open(settings().withKey(OLD_KEY)));
    }

    @Test
    void anOldKeyInFrontStaysTheOne() {
        try (Catalog catalog = Catalog.open(settings().withKey(OLD_KEY))) {
            catalog.stores().peers().put(Samples.peer("p"));
        }
        assertPeerReadableWith(OLD_KEY + "," + NEW_KEY);
        assertPeerReadableWith(OLD_KEY);
    }

    @Test
    void aSecretOpensOnlyWhereItWasPut() throws Exception {
        try (Catalog catalog = Catalog.open(settings())) {
            catalog.stores().peers().put(Samples.peer("mine"));
            catalog.stores().peers().put(Samples.peer("yours"));
            execute("UPDATE peer_secret SET sealed = (SELECT sealed FROM peer_secret WHERE peer = 'yours' AND name ="
                    + " 'password') WHERE peer = 'mine' AND name = 'password'");
            assertKeyWrong(() -> catalog.stores().peers().find("mine"));
            assertThat(catalog.stores().peers().find("yours")).contains(Samples.peer("yours"));
        }
    }

    @Test
    void aDamagedSecretIsNamed() throws Exception {
        try (Catalog catalog = Catalog.open(settings())) {
            catalog.stores().peers().put(Samples.peer("p"));
            execute("UPDATE peer_secret SET sealed = x'00'");
            assertKeyWrong(() -> catalog.stores().peers().find("p"));
        }
    }

    private CatalogSettings settings() {
        return CatalogSettings.embedded(directory);
    }

    private void assertPeerReadableWith(String key) {
        try (Catalog catalog = Catalog.open(settings().withKey(key))) {
            assertThat(catalog.stores().peers().find("p")).contains(Samples.peer("p"));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("catalog.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertNowhere(String secret) throws Exception {
        assertThat(find(secret)).isEmpty();
    }

    /** Files that have the text in their bytes. */
    private List<Path> find(String text) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).isNotEmpty();
            return all.stream().filter(file -> bytes(file).contains(text)).toList();
        }
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertKeyWrong(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(TainException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_KEY_WRONG);
            assertThat(e.remedy()).isNotBlank();
        });
    }
}
