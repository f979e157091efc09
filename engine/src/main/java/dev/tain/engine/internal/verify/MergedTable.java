package dev.tain.engine.internal.verify;

import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several source tables that go into one destination table, taken as one. */
final class MergedTable implements ComparedTable {
    private final List<ComparedTable> tables;

    private MergedTable(List<ComparedTable> tables) {
        this.tables = tables;
    }

    static ComparedTable of(List<ComparedTable> tables) {
        return tables.size() == 1 ? tables.getFirst() : new MergedTable(tables);
    }

    @Override
    public String order() {
        List<String> orders =
                tables.stream().map(ComparedTable::order).distinct().toList();
        return orders.size() == 1 ? orders.getFirst() : "";
    }

    /** By the first table as far as it goes, then by the next one. */
    @Override
    public @Nullable RowKey bound(KeyRange range, long rows) {
        for (ComparedTable table : tables) {
            RowKey bound = table.bound(range, rows);
            if (bound != null) {
                return bound;
            }
        }
        return null;
    }

    @Override
    public Digest[] digests(KeyRange range, int buckets) {
        Digest[] sums = new Digest[buckets];
        Arrays.fill(sums, Digest.NONE);
        for (ComparedTable table : tables) {
            Digest[] more = table.digests(range, buckets);
            for (int i = 0; i < buckets; i++) {
                sums[i] = sums[i].plus(more[i]);
            }
        }
        return sums;
    }

    @Override
    public List<ComparedRow> rows(Part part) {
        List<ComparedRow> rows = new ArrayList<>();
        tables.forEach(table -> rows.addAll(table.rows(part)));
        return rows;
    }

    @Override
    public void close() {
        tables.forEach(ComparedTable::close);
    }
}
