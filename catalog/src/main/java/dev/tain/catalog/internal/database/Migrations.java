package dev.tain.catalog.internal.database;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the catalog's tables up to date. One set of files serves both databases. */
final class Migrations {
    static final String NO_SCHEMA = "";
    static final String LOCATION = "classpath:dev/tain/catalog/migrations";

    private Migrations() {}

    /** @param schema where the tables live, made when absent; {@link #NO_SCHEMA} where there are no schemas */
    static void run(DataSource database, String schema) {
        try {
            Flyway flyway = configure(database, schema).load();
            MigrationInfoService info = flyway.info();
            refuseLaterVersions(info);
            if (info.pending().length > 0) {
                flyway.migrate();
            } else {
                flyway.validate();
            }
        } catch (FlywayException e) {
            throw SqlFailure.of(e);
        }
    }

    static FluentConfiguration configure(DataSource database, String schema) {
        FluentConfiguration configuration =
                Flyway.configure().loggers("slf4j").dataSource(database).locations(LOCATION);
        return schema.equals(NO_SCHEMA) ? configuration : configuration.defaultSchema(schema);
    }

    private static void refuseLaterVersions(MigrationInfoService info) {
        boolean later = Arrays.stream(info.applied())
                .anyMatch(each -> each.getState() == MigrationState.FUTURE_SUCCESS
                        || each.getState() == MigrationState.FUTURE_FAILED);
        if (later) {
            throw new TainException(
                    ErrorCode.CATALOG_TOO_NEW,
                    "The catalog was written by a later version of Tain than this one.",
                    "Start that version again, or give this one a data directory or a catalog.url of its own.");
        }
    }
}
