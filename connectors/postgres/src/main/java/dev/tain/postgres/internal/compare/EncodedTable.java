package dev.tain.postgres.internal.compare;

import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowForm.Encoded;
import dev.tain.connector.RowKey;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.CopyFeed;
import dev.tain.postgres.internal.snapshot.Columns;
import dev.tain.postgres.internal.snapshot.CopyRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Compares by what the destination would be given: rows are read whole and hashed here. */
final class EncodedTable implements ComparedTable {
    private final Reading reading;
    private final ComparedSql sql;
    private final String order;
    private final TableSchema carried;
    private final TableSchema described;
    private final Encoded form;

    EncodedTable(Reading reading, ComparedSql sql, String order, TableSchema carried, Encoded form) {
        this.reading = reading;
        this.sql = sql;
        this.order = order;
        this.carried = carried;
        this.described = described(carried, sql.key().length);
        this.form = form;
    }

    /** The same columns, and behind them the row's version, whether it is settled, and the texts of its key. */
    private static TableSchema described(TableSchema carried, int keyColumns) {
        List<Column> columns = new ArrayList<>(carried.columns());
        columns.add(new Column("", "bigint", false, 0, Encoding.BINARY, null));
        columns.add(new Column("", "boolean", false, 0, Encoding.BINARY, null));
        for (int i = 0; i < keyColumns; i++) {
            columns.add(new Column("", "text", false, 0, Encoding.BINARY, null));
        }
        return new TableSchema(carried.name(), columns);
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
        Digest[] digests = new Digest[buckets];
        Arrays.fill(digests, Digest.NONE);
        String query = "SELECT " + Columns.select(carried, "t") + sql.from(range, "");
        read(range, query, carried, (rows, image) -> {
            int bucket = buckets == 1 ? 0 : Part.bucket(form.keyHash(rows, image), buckets);
            digests[bucket] = digests[bucket].plus(Encoded.combined(form.hashes(rows, image)));
        });
        return digests;
    }

    @Override
    public List<ComparedRow> rows(Part part) {
        List<ComparedRow> found = new ArrayList<>();
        String query = "SELECT " + Columns.select(carried, "t") + ", t.xmin::text::int8, t.xmax::text = '0'"
                + sql.keyTexts() + sql.from(part.range(), "");
        read(part.range(), query, described, (rows, image) -> {
            long key = form.keyHash(rows, image);
            if (part.has(key)) {
                found.add(row(rows, image, key));
            }
        });
        return found;
    }

    private ComparedRow row(RowBuffer rows, int image, long keyHash) {
        int field = rows.field(image, carried.columns().size());
        long version = ByteBuffer.wrap(rows.bytes()).getLong(field + Integer.BYTES);
        field = rows.next(field);
        boolean settled = rows.bytes()[field + Integer.BYTES] != 0;
        List<String> key = new ArrayList<>();
        for (int i = 0; i < sql.key().length; i++) {
            field = rows.next(field);
            key.add(new String(rows.bytes(), field + Integer.BYTES, rows.length(field), StandardCharsets.UTF_8));
        }
        return new ComparedRow(new RowKey(key), keyHash, form.hashes(rows, image), version, settled);
    }

    private void read(KeyRange range, String query, TableSchema schema, ObjIntConsumer<RowBuffer> each) {
        reading.prepareFor(range);
        try {
            CopyFeed feed = CopyFeed.start(reading.wire(), "COPY (" + query + ") TO STDOUT (FORMAT binary)");
            CopyRows blocks = new CopyRows(feed, schema);
            RowBuffer rows = blocks.next();
            while (rows != null) {
                for (int row = 0; row < rows.rows(); row++) {
                    each.accept(rows, rows.image(row));
                }
                rows = blocks.next();
            }
        } catch (SQLException | IOException e) {
            throw reading.failed(e);
        }
    }

    @Override
    public void close() {
        reading.close();
    }
}
