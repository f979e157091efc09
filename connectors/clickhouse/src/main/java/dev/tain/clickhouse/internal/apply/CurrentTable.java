package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.clickhouse.internal.type.Stored;
import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowForm.Encoded;
import dev.tain.connector.RowKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as a reader with {@code FINAL} sees them, in the server's own bytes. Read in pages by key, so
 * that memory has a limit; a page is read at one instant, and a key is in one page only.
 */
final class CurrentTable implements ComparedTable {
    private static final int ROWS_PER_PAGE = 50_000;

    private final Server server;
    private final Layout layout;
    private final RangeSql sql;
    private final String doing;

    CurrentTable(Server server, Layout layout) {
        this.server = server;
        this.layout = layout;
        this.sql = new RangeSql(layout);
        this.doing = "comparing table " + layout.mapped().destination().name();
    }

    @Override
    public String order() {
        return sql.order();
    }

    @Override
    public @Nullable RowKey bound(KeyRange range, long rows) {
        List<List<String>> found = server.query(sql.bound(range, rows), doing);
        return found.isEmpty() ? null : new RowKey(found.getFirst());
    }

    @Override
    public Digest[] digests(KeyRange range, int buckets) {
        Digest[] digests = new Digest[buckets];
        Arrays.fill(digests, Digest.NONE);
        read(range, row -> {
            int bucket = buckets == 1 ? 0 : Part.bucket(row.keyHash(), buckets);
            digests[bucket] = digests[bucket].plus(Encoded.combined(row.hashes()));
        });
        return digests;
    }

    @Override
    public List<ComparedRow> rows(Part part) {
        List<ComparedRow> rows = new ArrayList<>();
        read(part.range(), row -> {
            if (part.has(row.keyHash())) {
                rows.add(new ComparedRow(row.key(), row.keyHash(), row.hashes(), row.version(), true));
            }
        });
        return rows;
    }

    private void read(KeyRange range, Consumer<Row> each) {
        byte[] last = new byte[0];
        int rows = ROWS_PER_PAGE;
        for (boolean first = true; rows == ROWS_PER_PAGE; first = false) {
            String query = sql.page(range, !first, ROWS_PER_PAGE);
            byte[] page = first
                    ? server.bytes(query, Map.of(), doing)
                    : server.bytes(query, layout.keyStructure(), last, doing);
            rows = 0;
            for (int at = 0; at < page.length; ) {
                Row row = new Row(page, at);
                each.accept(row);
                at = row.end;
                rows++;
                last = at == page.length ? row.keyBytes() : last;
            }
        }
    }

    /** A row in a page. */
    private final class Row {
        private final byte[] page;
        private final int[] ends = new int[layout.columns() + 1];
        private final int end;

        Row(byte[] page, int at) {
            this.page = page;
            ends[0] = at;
            for (int i = 0; i < layout.columns(); i++) {
                ends[i + 1] = Stored.end(layout.type(i), page, ends[i]);
            }
            int behind = ends[layout.columns()] + Long.BYTES;
            for (int i = 0; i < layout.key().length; i++) {
                behind = Stored.textEnd(page, behind);
            }
            end = behind;
        }

        long version() {
            return Stored.i64(page, ends[layout.columns()]);
        }

        byte[] keyBytes() {
            return new CurrentRow(page, ends, 0).values(layout.key()).array();
        }

        long keyHash() {
            byte[] key = keyBytes();
            return RowHash.of(key, 0, key.length);
        }

        long[] hashes() {
            long[] hashes = new long[layout.columns()];
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] = layout.keepsBytes(i) ? RowHash.of(page, ends[i], ends[i + 1]) : 0;
            }
            return hashes;
        }

        RowKey key() {
            List<String> texts = new ArrayList<>();
            int at = ends[layout.columns()] + Long.BYTES;
            for (int i = 0; i < layout.key().length; i++) {
                int first = Stored.afterLength(page, at);
                int length = Stored.length(page, at);
                texts.add(new String(page, first, length, StandardCharsets.UTF_8));
                at = first + length;
            }
            return new RowKey(texts);
        }
    }

    @Override
    public void close() {}
}
