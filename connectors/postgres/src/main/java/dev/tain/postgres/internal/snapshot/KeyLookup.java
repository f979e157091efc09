package dev.tain.postgres.internal.snapshot;

import dev.tain.connector.RowKey;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.CopyFeed;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.WireConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads single rows by key: one query for each thousand keys. */
public final class KeyLookup {
    private static final int KEYS_PER_QUERY = 1000;

    /**
     * For each key column, in key order, the operator that the key's own index takes for equality: it need not be in
     * the search path, and only with it the index is used.
     */
    private static final String OPERATORS = """
            SELECT c.relkind = 'p', 'OPERATOR(' || quote_ident(n.nspname) || '.' || o.oprname || ')'
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
              JOIN LATERAL (
                SELECT i.* FROM pg_catalog.pg_index i
                 WHERE i.indrelid = c.oid AND (i.indisprimary OR (i.indisreplident AND c.relreplident = 'i'))
                 ORDER BY i.indisreplident AND c.relreplident = 'i' DESC LIMIT 1
              ) i ON true
              CROSS JOIN LATERAL unnest(i.indclass::oid[]) WITH ORDINALITY AS k(opclass, place)
              JOIN pg_catalog.pg_opclass oc ON oc.oid = k.opclass
              JOIN pg_catalog.pg_amop ao ON ao.amopfamily = oc.opcfamily AND ao.amopstrategy = 3
                   AND ao.amoplefttype = oc.opcintype AND ao.amoprighttype = oc.opcintype
              JOIN pg_catalog.pg_operator o ON o.oid = ao.amopopr
              JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
             WHERE cn.nspname = ? AND c.relname = ? ORDER BY k.place
            """;

    private final WireConnection wire;
    private final Connection connection;
    private final TableSchema carried;

    private KeyLookup(WireConnection wire, TableSchema carried) {
        this.wire = wire;
        this.connection = wire.connection();
        this.carried = carried;
    }

    /** The rows that exist now, as inserts, in no order. */
    public static RowBuffer lookup(Connections connections, TableSchema carried, List<RowKey> keys) {
        RowBuffer rows = new RowBuffer(carried);
        try (WireConnection wire = connections.openWire()) {
            wire.connection().setAutoCommit(false);
            new KeyLookup(wire, carried).read(keys, rows);
            wire.connection().rollback();
        } catch (SQLException | IOException e) {
            throw Errors.translate(e, "looking up rows of table " + carried.name());
        }
        return rows;
    }

    /** The keys alone, each as a delete, in their order. */
    public static RowBuffer keys(Connections connections, TableSchema carried, List<RowKey> keys) {
        RowBuffer read = new RowBuffer(carried);
        try (WireConnection wire = connections.openWire()) {
            new KeyLookup(wire, carried).readKeys(keys, read);
        } catch (SQLException | IOException e) {
            throw Errors.translate(e, "reading keys of table " + carried.name());
        }
        RowBuffer rows = new RowBuffer(carried);
        for (int row = 0; row < read.rows(); row++) {
            rows.addRow(Operation.DELETE, keyImage(read, read.image(row), rows), RowBuffer.NONE, 0, 0);
        }
        return rows;
    }

    private static int keyImage(RowBuffer from, int image, RowBuffer to) {
        int field = image + Short.BYTES;
        int key = to.beginImage();
        for (Column column : from.schema().columns()) {
            if (column.isKey()) {
                to.value(from.bytes(), field + Integer.BYTES, from.length(field));
            } else {
                to.marker(RowBuffer.ABSENT);
            }
            field = from.next(field);
        }
        return key;
    }

    private void readKeys(List<RowKey> keys, RowBuffer into) throws SQLException, IOException {
        List<Column> key = key();
        String select = carried.columns().stream()
                .map(column -> column.isKey()
                        ? "k.c" + (column.keyOrdinal() - 1) + (column.encoding() == Encoding.TEXT ? "::text" : "")
                        : "NULL")
                .collect(Collectors.joining(", "));
        String columns = IntStream.range(0, key.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        for (int first = 0; first < keys.size(); first += KEYS_PER_QUERY) {
            List<RowKey> some = keys.subList(first, Math.min(keys.size(), first + KEYS_PER_QUERY));
            String values = IntStream.range(0, some.size())
                    .mapToObj(i -> values(some.get(i), key).replaceFirst("\\)$", ", " + i + ")"))
                    .collect(Collectors.joining(", "));
            String query = "COPY (SELECT " + select + " FROM (VALUES " + values + ") AS k(" + columns
                    + ", place) ORDER BY k.place) TO STDOUT (FORMAT binary)";
            new CopyRows(CopyFeed.start(wire, query), carried).readAll(into);
        }
    }

    private List<Column> key() {
        return Arrays.stream(carried.keyIndexes())
                .mapToObj(carried.columns()::get)
                .toList();
    }

    private void read(List<RowKey> keys, RowBuffer into) throws SQLException, IOException {
        List<RowKey> distinct = keys.stream().distinct().toList();
        List<String> operators = new ArrayList<>();
        boolean partitioned = readOperators(operators);
        try (Statement statement = connection.createStatement()) {
            // The keys are few beside the table: whatever the statistics say, go through the key's index.
            statement.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
                    + " SET LOCAL enable_mergejoin = off");
        }
        for (int first = 0; first < distinct.size(); first += KEYS_PER_QUERY) {
            List<RowKey> some = distinct.subList(first, Math.min(distinct.size(), first + KEYS_PER_QUERY));
            String query = query(some, operators, partitioned ? "" : "ONLY ");
            new CopyRows(CopyFeed.start(wire, query), carried).readAll(into);
        }
    }

    /** Whether the table is partitioned. */
    private boolean readOperators(List<String> into) throws SQLException {
        boolean partitioned = false;
        try (PreparedStatement statement = connection.prepareStatement(OPERATORS)) {
            statement.setString(1, carried.name().schema());
            statement.setString(2, carried.name().name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    partitioned = rows.getBoolean(1);
                    into.add(rows.getString(2));
                }
            }
        }
        return partitioned;
    }

    private String query(List<RowKey> keys, List<String> operators, String only) {
        List<Column> key = key();
        String values = keys.stream().map(each -> values(each, key)).collect(Collectors.joining(", "));
        String columns = IntStream.range(0, key.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String condition = IntStream.range(0, key.size())
                .mapToObj(i -> "t." + Identifiers.quote(key.get(i).name()) + " "
                        + (operators.size() == key.size() ? operators.get(i) : "=") + " k.c" + i)
                .collect(Collectors.joining(" AND "));
        return "COPY (SELECT " + Columns.select(carried, "t") + " FROM (VALUES " + values + ") AS k(" + columns
                + ") JOIN " + only + Identifiers.quote(carried.name()) + " t ON " + condition
                + ") TO STDOUT (FORMAT binary)";
    }

    private static String values(RowKey key, List<Column> columns) {
        if (key.values().size() != columns.size()) {
            throw new IllegalArgumentException("a key of " + key.values().size() + " values, not " + columns.size());
        }
        return IntStream.range(0, columns.size())
                .mapToObj(i -> Identifiers.literal(key.values().get(i)) + "::"
                        + columns.get(i).type())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
