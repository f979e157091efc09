package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(CatalogKind.class)
class MigrationsContractTest {
    @Parameter
    private CatalogKind kind = CatalogKind.SQLITE;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void anEmptyDatabaseIsSetUpOnce() throws Exception {
        CatalogSettings settings = kind.settings(directory);
        Catalog.open(settings).close();
        Catalog.open(settings).close();
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*), COUNT(DISTINCT version) FROM "
                        + "flyway_schema_history WHERE version IS NOT NULL")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isPositive().isEqualTo(rows.getInt(2));
        }
    }

    @Test
    void theFirstVersionIsBroughtUpToDateWithWhatIsInIt() throws Exception {
        CatalogSettings settings = kind.settings(directory);
        migrate(settings, "1");
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO peer (name, type) VALUES ('old', 'POSTGRES')");
            statement.execute("INSERT INTO peer_option (peer, name, value) VALUES ('old', 'host', 'h')");
        }
        try (Catalog catalog = Catalog.open(settings)) {
            assertThat(catalog.stores().peers().find("old").orElseThrow().option("host"))
                    .contains("h");
            assertThat(catalog.stores().mirrors().insert(Samples.mirror("m"), 0))
                    .isTrue();
        }
    }

    @Test
    void aLaterVersionIsLeftAlone() throws Exception {
        CatalogSettings settings = kind.settings(directory);
        Catalog.open(settings).close();
        try (Connection connection = connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                    + " checksum, installed_by, installed_on, execution_time, success)"
                    + " SELECT 99, '9999', description, type, script, checksum, installed_by, installed_on, 1, success"
                    + " FROM flyway_schema_history WHERE version = '1'");
        }
        assertThatThrownBy(() -> Catalog.open(settings))
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_TOO_NEW));
    }

    /** As an earlier Tain would have left it. */
    private static void migrate(CatalogSettings settings, String version) {
        FluentConfiguration configuration = Flyway.configure()
                .loggers("slf4j")
                .dataSource(url(settings), "", "")
                .locations("classpath:dev/tain/catalog/migrations")
                .createSchemas(true)
                .target(version);
        if (!settings.isEmbedded()) {
            configuration.defaultSchema(url(settings).replaceAll(".*currentSchema=", ""));
        }
        configuration.load().migrate();
    }

    private static Connection connect(CatalogSettings settings) throws Exception {
        return DriverManager.getConnection(url(settings));
    }

    private static String url(CatalogSettings settings) {
        return settings.isEmbedded()
                ? "jdbc:sqlite:" + settings.dataDirectory().resolve("catalog.db")
                : settings.url().reveal();
    }
}
