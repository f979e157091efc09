package dev.tain.postgres.internal.compare;

import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.RowKey;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.WireConnection;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that reads one table to compare it. Each statement is a transaction of its own, so it holds nothing. */
final class Reading implements AutoCloseable {
    /** A range is read through the key's index, whatever old statistics say of its size. */
    private static final String THROUGH_INDEX = "SET enable_seqscan = off";

    private static final String THROUGH_ALL = "SET enable_seqscan = on";

    private final WireConnection wire;
    private final Connection connection;
    private final TableName table;
    private String path = "";

    private Reading(WireConnection wire, TableName table) {
        this.wire = wire;
        this.connection = wire.connection();
        this.table = table;
    }

    static Reading open(Connections connections, TableName table) {
        WireConnection wire = connections.openWire();
        Reading reading = new Reading(wire, table);
        try {
            reading.execute("SET default_transaction_read_only = on");
            reading.execute("SET jit = off");
            reading.execute("SET lc_monetary = 'C'");
            return reading;
        } catch (TainException e) {
            wire.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    WireConnection wire() {
        return wire;
    }

    TainException failed(Exception e) {
        return Errors.translate(e, "comparing table " + table).with("table", table);
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Says how the next statement is to find its rows. */
    void prepareFor(KeyRange range) {
        String wanted = range.isBounded() ? THROUGH_INDEX : THROUGH_ALL;
        if (!wanted.equals(path)) {
            execute(wanted);
            path = wanted;
        }
    }

    /** {@code ONLY }, unless the table's rows are in its partitions. */
    String only() {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT relkind = 'p' FROM pg_catalog.pg_class WHERE oid = ?::regclass")) {
            statement.setString(1, Identifiers.quote(table));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1) ? "" : "ONLY ";
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    String setting(String name) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + Identifiers.quote(name))) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Nullable
    RowKey bound(ComparedSql sql, KeyRange range, long rows) {
        execute(THROUGH_INDEX);
        path = THROUGH_INDEX;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.bound(range, rows))) {
            return row.next() ? key(row, 1, sql.key().length) : null;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    static RowKey key(ResultSet row, int first, int columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            values.add(row.getString(first + i));
        }
        return new RowKey(values);
    }

    /** Bucket, number of rows and sum of hashes for each row. */
    Digest[] digests(String query, int buckets) {
        Digest[] digests = new Digest[buckets];
        Arrays.fill(digests, Digest.NONE);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                BigDecimal sum = rows.getBigDecimal(3);
                digests[rows.getInt(1)] = new Digest(
                        rows.getLong(2), sum == null ? 0 : sum.toBigInteger().longValue());
            }
            return digests;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
