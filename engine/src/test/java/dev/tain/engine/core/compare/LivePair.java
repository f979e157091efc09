package dev.tain.engine.core.compare;

import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowForm.Encoded;
import dev.tain.connector.RowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table and its copy, both changing whenever one looks: transactions commit, become visible later than they are in
 * the log, and reach the copy in batches that keep the last state of each key only. Values change and change back, rows
 * are deleted and inserted again.
 */
final class LivePair implements Fences {
    private static final int HOT_KEYS = 40;

    private final Random random;
    private final int activity;
    private final NavigableMap<Long, Row> committed = new TreeMap<>();
    private final NavigableMap<Long, Row> visible = new TreeMap<>();
    private final NavigableMap<Long, Row> copy = new TreeMap<>();
    private final Deque<Change> unapplied = new ArrayDeque<>();
    private final Deque<Change> unseen = new ArrayDeque<>();
    private final Set<Long> touched = new HashSet<>();
    private long[] hot = new long[0];
    private long versions;

    record Row(long value, long other, long version) {}

    private record Change(long key, @Nullable Row row) {}

    LivePair(Random random, int rows, int activity) {
        this.random = random;
        this.activity = activity;
        for (long key = 1; key <= rows; key++) {
            Row row = new Row(random.nextInt(3), random.nextLong(), ++versions);
            committed.put(2 * key, row);
            visible.put(2 * key, row);
            copy.put(2 * key, row);
        }
        hot = random.longs(HOT_KEYS, 1, 2L * rows).toArray();
    }

    NavigableMap<Long, Row> copy() {
        return copy;
    }

    /** Whether a transaction wrote the key, so that what was wrong with it may have been mended. */
    boolean wasTouched(long key) {
        return touched.contains(key);
    }

    boolean isHot(long key) {
        return Arrays.stream(hot).anyMatch(each -> each == key);
    }

    Row altered(Row row) {
        return new Row(row.value() + 7, row.other(), ++versions);
    }

    /** Lets some time pass. */
    private void live() {
        for (int i = random.nextInt(activity + 1); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0, 1 -> write(hot[random.nextInt(hot.length)]);
                case 2 -> see();
                default -> apply(random.nextInt(unapplied.size() + 1));
            }
        }
    }

    private void write(long key) {
        Row now = committed.get(key);
        Row next = now == null
                ? new Row(0, key, ++versions)
                : random.nextInt(3) == 0 ? null : new Row(1 - now.value(), key, ++versions);
        if (next == null) {
            committed.remove(key);
        } else {
            committed.put(key, next);
        }
        touched.add(key);
        unapplied.add(new Change(key, next));
        unseen.add(new Change(key, next));
        if (random.nextInt(4) == 0) {
            seeAll();
        }
    }

    private void see() {
        Change change = unseen.poll();
        if (change != null) {
            put(visible, change.key(), change.row());
        }
    }

    private void seeAll() {
        while (!unseen.isEmpty()) {
            see();
        }
    }

    private static void put(Map<Long, Row> rows, long key, @Nullable Row row) {
        if (row == null) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }

    private void apply(int changes) {
        Map<Long, Change> net = new HashMap<>();
        for (int i = 0; i < changes; i++) {
            Change change = unapplied.remove();
            net.put(change.key(), change);
        }
        net.forEach((key, change) -> put(
                copy,
                key,
                change.row() == null
                        ? null
                        : new Row(change.row().value(), change.row().other(), ++versions)));
    }

    // ---- fences

    @Override
    public void pass() {
        int needed = unapplied.size();
        live();
        apply(Math.min(needed, unapplied.size()));
        live();
    }

    @Override
    public boolean settle() {
        if (random.nextInt(3) == 0) {
            return false;
        }
        seeAll();
        return true;
    }

    @Override
    public void read(long rows) {}

    // ---- the two sides

    ComparedTable source() {
        return new Side(visible, true);
    }

    ComparedTable destination() {
        return new Side(copy, false);
    }

    private final class Side implements ComparedTable {
        private final NavigableMap<Long, Row> table;
        private final boolean isSource;

        Side(NavigableMap<Long, Row> table, boolean isSource) {
            this.table = table;
            this.isSource = isSource;
        }

        private NavigableMap<Long, Row> in(KeyRange range) {
            long after = range.after() == null ? Long.MIN_VALUE : number(range.after());
            long upTo = range.upTo() == null ? Long.MAX_VALUE : number(range.upTo());
            return table.subMap(after, false, upTo, true);
        }

        private long number(RowKey key) {
            return Long.parseLong(key.values().getFirst());
        }

        @Override
        public String order() {
            return "integer";
        }

        @Override
        public @Nullable RowKey bound(KeyRange range, long rows) {
            live();
            return in(range).keySet().stream()
                    .skip(rows - 1)
                    .findFirst()
                    .map(key -> new RowKey(List.of(String.valueOf(key))))
                    .orElse(null);
        }

        @Override
        public Digest[] digests(KeyRange range, int buckets) {
            live();
            Digest[] digests = new Digest[buckets];
            Arrays.fill(digests, Digest.NONE);
            in(range).forEach((key, row) -> {
                int bucket = buckets == 1 ? 0 : Part.bucket(Encoded.mix(key), buckets);
                digests[bucket] = digests[bucket].plus(Encoded.combined(hashes(key, row)));
            });
            live();
            return digests;
        }

        private long[] hashes(long key, Row row) {
            return new long[] {key, row.value(), row.other()};
        }

        @Override
        public List<ComparedRow> rows(Part part) {
            live();
            List<ComparedRow> rows = new ArrayList<>();
            in(part.range()).forEach((key, row) -> {
                if (part.has(Encoded.mix(key))) {
                    boolean settled = !isSource || unseen.stream().noneMatch(change -> change.key() == key);
                    RowKey name = new RowKey(List.of(String.valueOf(key)));
                    rows.add(new ComparedRow(name, Encoded.mix(key), hashes(key, row), row.version(), settled));
                }
            });
            live();
            return rows;
        }

        @Override
        public void close() {}
    }
}
