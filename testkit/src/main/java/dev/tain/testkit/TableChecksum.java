package dev.tain.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compares the contents of two tables through JDBC, whatever the order of rows and columns. The source's columns
 * count; a destination may have more. Duplicates count too, so that tables without a key can be compared.
 */
public final class TableChecksum {
    private static final int FETCH_ROWS = 10_000;
    private static final int SHOWN = 10;

    private TableChecksum() {}

    /** A table as one side sees it; the name is quoted and qualified as that database wants it. */
    public record Table(Connection connection, String name) {}

    /**
     * What a comparison found.
     *
     * @param missing the first keys that only the source has, or whose row differs
     * @param unexpected the first keys that only the destination has, or whose row differs
     */
    public record Comparison(long sourceRows, long destinationRows, List<String> missing, List<String> unexpected) {
        public boolean equal() {
            return sourceRows == destinationRows && missing.isEmpty() && unexpected.isEmpty();
        }

        /** Fails the test with everything that is known, when the tables differ. */
        public void assertEqual() {
            if (!equal()) {
                throw new AssertionError("the tables differ: " + sourceRows + " rows at the source, " + destinationRows
                        + " at the destination; first keys missing or different: " + missing
                        + "; first keys unexpected or different: " + unexpected);
            }
        }
    }

    /** Compares two tables; the key columns name the rows that differ, or the whole row does when there are none. */
    public static Comparison compare(Table source, Table destination, List<String> key) throws SQLException {
        List<String> columns = columns(source);
        String sourceQuery = query(source, columns);
        String destinationQuery = query(destination, columns);
        Map<Long, Integer> surplus =
                new HashMap<>(); // row hash -> copies at the source minus copies at the destination
        long sourceRows = scan(source, sourceQuery, (hash, row) -> add(surplus, hash, 1));
        long destinationRows = scan(destination, destinationQuery, (hash, row) -> add(surplus, hash, -1));
        List<String> missing = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        if (!surplus.isEmpty()) {
            List<String> named = key.isEmpty() ? columns : key;
            scan(source, sourceQuery, (hash, row) -> name(missing, surplus.getOrDefault(hash, 0) > 0, row, named));
            scan(
                    destination,
                    destinationQuery,
                    (hash, row) -> name(unexpected, surplus.getOrDefault(hash, 0) < 0, row, named));
        }
        return new Comparison(sourceRows, destinationRows, missing, unexpected);
    }

    @FunctionalInterface
    private interface RowVisitor {
        void visit(long hash, ResultSet row) throws SQLException;
    }

    private static List<String> columns(Table table) throws SQLException {
        try (Statement statement = table.connection().createStatement();
                ResultSet none = statement.executeQuery("select * from " + table.name() + " where false")) {
            ResultSetMetaData about = none.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                columns.add(about.getColumnName(i));
            }
            return columns;
        }
    }

    private static String query(Table table, List<String> columns) throws SQLException {
        String quote = table.connection().getMetaData().getIdentifierQuoteString();
        String list = columns.stream()
                .map(column -> quote + column.replace(quote, quote + quote) + quote)
                .collect(Collectors.joining(", "));
        return "select " + list + " from " + table.name();
    }

    /** Reads all rows in one statement, a few at a time, and returns how many they were. */
    private static long scan(Table table, String query, RowVisitor visitor) throws SQLException {
        boolean autoCommit = table.connection().getAutoCommit();
        table.connection().setAutoCommit(false); // otherwise the driver would load the whole table
        try (Statement statement = table.connection().createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            long count = 0;
            try (ResultSet row = statement.executeQuery(query)) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    visitor.visit(hash(row, columns), row);
                    count++;
                }
            }
            return count;
        } finally {
            table.connection().setAutoCommit(autoCommit); // ends the transaction as well
        }
    }

    /**
     * A 64-bit FNV-1a over the values' text; a NULL differs from an empty text, and values can't run into each other.
     */
    private static long hash(ResultSet row, int columns) throws SQLException {
        long hash = 0xcbf29ce484222325L;
        for (int i = 1; i <= columns; i++) {
            String value = row.getString(i);
            hash = mix(hash, value == null ? -1 : value.length());
            for (int k = 0; value != null && k < value.length(); k++) {
                hash = mix(hash, value.charAt(k));
            }
        }
        return hash;
    }

    private static long mix(long hash, int value) {
        return (hash ^ value) * 0x100000001b3L;
    }

    private static void add(Map<Long, Integer> surplus, long hash, int copies) {
        surplus.merge(hash, copies, (before, more) -> before + more == 0 ? null : before + more);
    }

    private static void name(List<String> names, boolean differs, ResultSet row, List<String> columns)
            throws SQLException {
        if (differs && names.size() < SHOWN) {
            List<String> values = new ArrayList<>();
            for (String column : columns) {
                values.add(column + "=" + row.getString(column));
            }
            names.add(String.join(",", values));
        }
    }
}
