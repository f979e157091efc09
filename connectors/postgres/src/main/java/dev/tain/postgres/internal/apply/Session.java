package dev.tain.postgres.internal.apply;

import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Errors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a writer, with the settings that writing wants. Statements whose result nobody waits for are
 * deferred and travel with the next ones, so that a small batch costs few round trips. Transactions are begun and ended
 * by statements of ours, because the driver would spend a round trip of its own on each beginning.
 *
 * <p>Used by one thread, except {@link #close}, which any thread may call to end what is going on.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /**
     * Rows are found by their key through its index, whatever the planner would guess about a staging table that it has
     * no statistics of: for a few rows that is the only right plan, and for many it beats a hash join because rows come
     * sorted by key. Compiling such short plans never pays.
     *
     * <p>A dead client's transaction must not hold its locks for the server's default of two hours.
     */
    private static final String SETTINGS = """
            SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off; SET enable_material = off;
            SET enable_memoize = off; SET enable_bitmapscan = off; SET jit = off;
            SET default_transaction_isolation = 'read committed'; SET default_transaction_read_only = off;
            SET default_transaction_deferrable = off; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;
            SET tcp_keepalives_count = 3
            """;

    /** What some servers or roles refuse, and what is lost then. */
    private static final String[][] OPTIONAL_SETTINGS = {
        {"session_replication_role = replica", "triggers and foreign keys of destination tables act on mirrored rows"},
        {"client_connection_check_interval = '1s'", "a statement goes on for a while after its client is gone"},
    };

    private static final int COPY_BUFFER_BYTES = 256 << 10;

    private final Connection connection;
    private final byte[] copyBuffer = new byte[COPY_BUFFER_BYTES];
    private final List<String> deferred = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private boolean inTransaction;
    private volatile boolean busy;

    private Session(Connection connection) {
        this.connection = connection;
    }

    static Session open(Connections connections) {
        Session session = new Session(connections.open());
        try {
            session.run(SETTINGS.split(";"));
            for (String[] setting : OPTIONAL_SETTINGS) {
                session.tryToSet(setting[0], setting[1]);
            }
            return session;
        } catch (SQLException e) {
            session.close();
            throw Errors.translate(e, "opening a connection for writing");
        }
    }

    private void tryToSet(String setting, String otherwise) throws SQLException {
        try {
            run("SET " + setting);
        } catch (SQLException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            refusals.add("the destination does not let us SET " + setting + ": " + otherwise);
        }
    }

    /** Whether a row was refused because another one has its key or a unique value of it. */
    static boolean isConflict(SQLException e) {
        String state = Errors.state(e);
        return state.equals("23505") || state.equals("23P01");
    }

    private static boolean isRefusal(SQLException e) {
        String state = Errors.state(e);
        return state.equals("42501") || state.equals("22023") || state.equals("42704");
    }

    /** What this connection has to do without, in sentences. */
    List<String> refusals() {
        return refusals;
    }

    /** For statements with parameters; what was deferred is sent before it is handed out. */
    Connection connection() throws SQLException {
        flush();
        return connection;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    /** Begins a transaction unless one is going on. */
    void begin() {
        if (!inTransaction) {
            defer("BEGIN");
            inTransaction = true;
        }
    }

    /** Runs the statement together with the next ones, before them. */
    void defer(String statement) {
        deferred.add(statement);
    }

    void flush() throws SQLException {
        if (!deferred.isEmpty()) {
            run();
        }
    }

    /**
     * Commits; {@code before} are the last statements of the transaction, and keep it from committing when they
     * fail.
     */
    void commit(String... before) throws SQLException {
        String[] statements = Arrays.copyOf(before, before.length + 1);
        statements[before.length] = "COMMIT";
        run(statements);
        inTransaction = false;
    }

    void rollback() throws SQLException {
        deferred.clear();
        if (inTransaction) {
            run("ROLLBACK");
            inTransaction = false;
        }
    }

    /**
     * Runs statements in one round trip, the deferred ones first. The first that fails keeps the later ones from
     * running.
     *
     * @return how many rows each of the statements changed; -1 for one that reads
     */
    long[] run(String... statements) throws SQLException {
        int skipped = deferred.size();
        List<String> all = new ArrayList<>(deferred);
        all.addAll(Arrays.asList(statements));
        deferred.clear();
        busy = true;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(String.join(";\n", all));
            long[] counts = new long[statements.length];
            for (int i = 0; i < all.size(); i++) {
                if (i >= skipped) {
                    counts[i - skipped] = statement.getLargeUpdateCount();
                }
                statement.getMoreResults();
            }
            return counts;
        } finally {
            busy = false;
        }
    }

    /** Runs a query and returns its rows as texts. For few rows. */
    List<List<String>> query(String query) throws SQLException {
        flush();
        busy = true;
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet result = statement.executeQuery(query)) {
                int columns = result.getMetaData().getColumnCount();
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    List<String> row = new ArrayList<>(columns);
                    for (int i = 1; i <= columns; i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } finally {
            busy = false;
        }
    }

    /** The buffer of the one COPY that goes on at a time. */
    byte[] copyBuffer() {
        return copyBuffer;
    }

    /** Starts a COPY; the caller ends or cancels it. */
    CopyIn copyIn(String statement) throws SQLException {
        flush();
        busy = true;
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    }

    /** The COPY that {@link #copyIn} started has ended. */
    void copyEnded() {
        busy = false;
    }

    /** Ends the connection; what is uncommitted is undone. Something that runs is cancelled at the server. */
    @Override
    public void close() {
        try {
            if (busy) {
                connection.unwrap(PGConnection.class).cancelQuery();
                connection.abort(Runnable::run);
            } else {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection to the destination did not close in order", e);
        }
    }
}
