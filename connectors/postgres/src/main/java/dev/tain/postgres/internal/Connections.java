package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * Opens connections to a peer's server. The driver is given properties, never an address to parse, so nothing in a
 * peer's options can switch on a driver feature. Immutable; any thread may use it.
 */
public final class Connections {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    /** For the whole conversation of logging in; taken off afterwards. */
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(15);

    private static final int MAX_APPLICATION_NAME = 63;

    /**
     * Every value that a session reads or writes must come out alike, whatever the server's, the database's and the
     * user's settings are. No limit of theirs may end our long reads; locks are waited for a bounded time. With row
     * security off, a policy that would hide rows is an error instead of a silent loss. The empty search path makes the
     * server write types with their schemas.
     */
    private static final String SESSION = """
            SET client_encoding = 'UTF8'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
            SET extra_float_digits = 3; SET TimeZone = 'UTC'; SET bytea_output = 'hex'; SET search_path = '';
            SET row_security = off; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
            SET lock_timeout = '30s'
            """;

    private final Endpoint endpoint;
    private final Properties properties;

    /** @param applicationName shown by the server beside the connections, such as {@code tain_orders} */
    public Connections(Peer peer, String applicationName) {
        this.endpoint = Endpoint.of(peer);
        this.properties = properties(endpoint, applicationName);
        TlsSocketFactory.describe(peer, endpoint, properties);
    }

    /** Opens a connection in auto-commit mode. */
    public Connection open() {
        return open(properties);
    }

    /** Opens a connection that understands the commands of the replication protocol, for this database. */
    public PgConnection openReplication() {
        Properties replication = new Properties();
        replication.putAll(properties);
        PGProperty.REPLICATION.set(replication, "database");
        PGProperty.PREFER_QUERY_MODE.set(replication, "simple");
        return open(replication);
    }

    /** Host and port, for sentences. */
    public String host() {
        return endpoint.host() + ":" + endpoint.port();
    }

    public String user() {
        return endpoint.user();
    }

    public String database() {
        return endpoint.database();
    }

    private PgConnection open(Properties with) {
        try {
            HostSpec[] servers = {new HostSpec(endpoint.host(), endpoint.port())};
            PgConnection connection = new PgConnection(servers, with, "jdbc:postgresql://" + host() + "/");
            try (Statement statement = connection.createStatement()) {
                statement.execute(SESSION);
                connection.setNetworkTimeout(Runnable::run, 0);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private TainException refused(SQLException e) {
        String doing = "connecting to " + host() + " as " + endpoint.user();
        // The driver has one state for "no password given" and for "the server has no TLS".
        if (endpoint.requiresTls()
                && Errors.state(e).equals("08004")
                && !endpoint.password().reveal().isEmpty()) {
            return Errors.translate(ErrorCode.POSTGRES_TLS_FAILED, e, doing);
        }
        TainException translated = Errors.translate(e, doing);
        return translated.code() == ErrorCode.POSTGRES_CONNECTION_LOST
                ? Errors.translate(ErrorCode.POSTGRES_UNREACHABLE, e, doing)
                : translated;
    }

    private static Properties properties(Endpoint endpoint, String applicationName) {
        Properties to = new Properties();
        PGProperty.USER.set(to, endpoint.user());
        PGProperty.PASSWORD.set(to, endpoint.password().reveal());
        PGProperty.PG_DBNAME.set(to, endpoint.database());
        PGProperty.CONNECT_TIMEOUT.set(to, (int) CONNECT_LIMIT.toSeconds());
        PGProperty.SOCKET_TIMEOUT.set(to, (int) LOGIN_LIMIT.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(to, true);
        PGProperty.GSS_ENC_MODE.set(to, "disable");
        PGProperty.JAAS_LOGIN.set(to, false);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(to, "14");
        PGProperty.APPLICATION_NAME.set(
                to, applicationName.substring(0, Math.min(applicationName.length(), MAX_APPLICATION_NAME)));
        return to;
    }
}
