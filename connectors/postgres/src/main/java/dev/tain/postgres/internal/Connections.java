package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Watchdog.Patience;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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

    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(2);
    /** What the server may send ahead. With less room than it could use, it packs small changes together. */
    private static final int STREAM_BUFFER_BYTES = 128 << 10;

    private static final int MAX_APPLICATION_NAME = 63;
    private static final int SINCE_TRANSACTION_TIMEOUT = 170000;
    private static final String REFUSED_BY_HOST_RULES = "28000";

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
            SET idle_session_timeout = 0; SET lock_timeout = '30s'
            """;

    private final Endpoint endpoint;
    private final Properties properties;
    private final Patience patience;

    /** @param applicationName shown by the server beside the connections, such as {@code tain_orders} */
    public Connections(Peer peer, String applicationName) {
        this(peer, applicationName, Patience.USUAL);
    }

    Connections(Peer peer, String applicationName, Patience patience) {
        this.patience = patience;
        this.endpoint = Endpoint.of(peer);
        this.properties = properties(endpoint, applicationName);
        TlsSettings.put(peer, endpoint, properties);
        checkTls(peer);
    }

    /** Opens a connection in auto-commit mode. */
    public Connection open() {
        return openWire().connection();
    }

    /** The same, with a hold on what arrives. */
    public WireConnection openWire() {
        return open(properties, new Silence());
    }

    /** Opens a connection that understands the commands of the replication protocol, for this database. */
    public PgConnection openReplication() {
        return openStreaming().connection();
    }

    /** The same, with a hold on what arrives. */
    public WireConnection openStreaming() {
        return open(replication(), new Silence());
    }

    private WireConnection open(Properties wanted, Silence owed) {
        AtomicReference<@Nullable WireSocket> socket = new AtomicReference<>();
        PgConnection connection =
                ScopedValue.where(WireSocketFactory.OPENED, socket::set).call(() -> openWith(wanted));
        WireSocket used = Objects.requireNonNull(socket.get());
        try {
            ServerProcess process = ServerProcess.of(connection);
            connection.setNetworkTimeout(Runnable::run, 0);
            new Watchdog(used, owed, process, this, patience).start();
            return new WireConnection(connection, used, owed);
        } catch (SQLException e) {
            Closing.quietly(connection);
            throw refused(e);
        }
    }

    private Properties replication() {
        Properties replication = new Properties();
        replication.putAll(properties);
        PGProperty.REPLICATION.set(replication, "database");
        PGProperty.PREFER_QUERY_MODE.set(replication, "simple");
        PGProperty.RECEIVE_BUFFER_SIZE.set(replication, STREAM_BUFFER_BYTES);
        return replication;
    }

    /** The name under which the server shows our connections. */
    public String applicationName() {
        return String.valueOf(PGProperty.APPLICATION_NAME.getOrDefault(properties));
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

    /** Opens a connection that waits for no answer longer than for that of logging in. */
    Connection openBriefly() {
        return openWith(properties);
    }

    private PgConnection openWith(Properties wanted) {
        try {
            return logIn(wanted);
        } catch (SQLException e) {
            if (endpoint.tls() != Endpoint.TlsMode.PREFER || !Errors.state(e).equals(REFUSED_BY_HOST_RULES)) {
                throw refused(e);
            }
            try {
                return logIn(TlsSettings.withoutTls(wanted)); // the server may let this user in only without TLS
            } catch (SQLException again) {
                throw refused(e);
            }
        }
    }

    private PgConnection logIn(Properties with) throws SQLException {
        HostSpec[] servers = {new HostSpec(endpoint.host(), endpoint.port())};
        PgConnection connection = new PgConnection(servers, with, "jdbc:postgresql://" + host() + "/");
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            if (connection.haveMinimumServerVersion(SINCE_TRANSACTION_TIMEOUT)) {
                statement.execute("SET transaction_timeout = 0");
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private TainException refused(SQLException e) {
        TainException error = Errors.translate(e, "connecting to " + host() + " as " + endpoint.user());
        return error.code() == ErrorCode.POSTGRES_CONNECTION_LOST
                ? Errors.translate(ErrorCode.POSTGRES_UNREACHABLE, e, "connecting to " + host())
                : error;
    }

    /** A broken certificate is the peer's fault and said at once, not at some connection. */
    private void checkTls(Peer peer) {
        try {
            TlsSettings.in(properties);
        } catch (GeneralSecurityException | IOException e) {
            throw new TainException(
                    ErrorCode.PEER_INVALID,
                    "The TLS settings of the peer " + peer.name() + " cannot be used: " + e.getMessage(),
                    "Give root_ca, client_tls.certificate and client_tls.private_key as PEM texts; the key unencrypted,"
                            + " in PKCS#8 form (openssl pkcs8 -topk8 -nocrypt).",
                    e);
        }
    }

    private static Properties properties(Endpoint endpoint, String applicationName) {
        Properties to = new Properties();
        PGProperty.USER.set(to, endpoint.user());
        PGProperty.PASSWORD.set(to, endpoint.password().reveal());
        PGProperty.PG_DBNAME.set(to, endpoint.database());
        PGProperty.CONNECT_TIMEOUT.set(to, (int) CONNECT_LIMIT.toSeconds());
        PGProperty.SOCKET_TIMEOUT.set(to, (int) LOGIN_LIMIT.toSeconds());
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(to, (int) CANCEL_LIMIT.toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(to, true);
        PGProperty.GSS_ENC_MODE.set(to, "disable");
        PGProperty.SSL_MODE.set(to, "disable"); // our sockets do it
        PGProperty.SOCKET_FACTORY.set(to, WireSocketFactory.class.getName());
        PGProperty.JAAS_LOGIN.set(to, false);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(to, "14");
        PGProperty.APPLICATION_NAME.set(
                to, applicationName.substring(0, Math.min(applicationName.length(), MAX_APPLICATION_NAME)));
        return to;
    }
}
