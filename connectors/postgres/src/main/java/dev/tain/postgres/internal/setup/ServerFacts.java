package dev.tain.postgres.internal.setup;

import dev.tain.postgres.internal.Errors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server says about itself and about our user.
 *
 * @param standby whether it follows another server
 * @param maySend whether our user may open replication connections
 */
record ServerFacts(
        String version,
        int major,
        boolean standby,
        String walLevel,
        Usage slots,
        Usage senders,
        String user,
        boolean maySend,
        String database,
        boolean mayCreate) {

    /** How many of something there may be, and how many there are. */
    record Usage(int limit, int used) {
        boolean isExhausted() {
            return used >= limit;
        }
    }

    /** On Amazon's servers a role stands for the attribute. */
    private static final String LOOK = """
            SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
                   pg_is_in_recovery(), current_setting('wal_level'),
                   current_setting('max_replication_slots')::int, (SELECT count(*) FROM pg_replication_slots),
                   current_setting('max_wal_senders')::int, (SELECT count(*) FROM pg_stat_replication),
                   current_user,
                   (SELECT r.rolsuper OR r.rolreplication FROM pg_roles r WHERE r.rolname = current_user)
                   OR EXISTS (SELECT FROM pg_roles r WHERE r.rolname = 'rds_replication'
                               AND pg_has_role(current_user, r.oid, 'MEMBER')),
                   current_database(), has_database_privilege(current_database(), 'CREATE')
            """;

    static ServerFacts read(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            row.next();
            return new ServerFacts(
                    row.getString(1),
                    row.getInt(2),
                    row.getBoolean(3),
                    row.getString(4),
                    new Usage(row.getInt(5), row.getInt(6)),
                    new Usage(row.getInt(7), row.getInt(8)),
                    row.getString(9),
                    row.getBoolean(10),
                    row.getString(11),
                    row.getBoolean(12));
        } catch (SQLException e) {
            throw Errors.translate(e, "looking at the server's settings");
        }
    }
}
