package dev.tain.postgres.internal.compare;

import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares by the server's own hashes of the texts of values: nothing but digests and what differs is sent. */
final class TextTable implements ComparedTable {
    private static final int FIRST_KEY = 5;

    private final Reading reading;
    private final ComparedSql sql;
    private final String order;

    TextTable(Reading reading, ComparedSql sql, String order) {
        this.reading = reading;
        this.sql = sql;
        this.order = order;
    }

    @Override
    public String order() {
        return order;
    }

    @Override
    public @Nullable RowKey bound(KeyRange range, long rows) {
        return reading.bound(sql, range, rows);
    }

    @Override
    public Digest[] digests(KeyRange range, int buckets) {
        reading.prepareFor(range);
        return reading.digests(buckets == 1 ? sql.digest(range) : sql.digests(range, buckets), buckets);
    }

    @Override
    public List<ComparedRow> rows(Part part) {
        reading.prepareFor(part.range());
        List<ComparedRow> found = new ArrayList<>();
        try (Statement statement = reading.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql.rows(part))) {
            while (rows.next()) {
                found.add(row(rows));
            }
            return found;
        } catch (SQLException e) {
            throw reading.failed(e);
        }
    }

    private ComparedRow row(ResultSet rows) throws SQLException {
        Long[] boxed = (Long[]) rows.getArray(4).getArray();
        long[] hashes = new long[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            hashes[i] = boxed[i];
        }
        return new ComparedRow(
                Reading.key(rows, FIRST_KEY, sql.key().length),
                rows.getLong(1),
                hashes,
                rows.getLong(2),
                rows.getBoolean(3));
    }

    @Override
    public void close() {
        reading.close();
    }
}
