package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.sim.Images;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table of plain rows that changes by chance: each change is made here and written into a {@link RowBuffer} as a log
 * would say it. And a copy of it that net changes alone are written to, in the order that {@link NetChanges} names.
 */
final class NettingModel {
    static final TableSchema SCHEMA = Images.schema("public.t", "a", "k2", "large", "k1", "other");
    private static final int[] LARGE = {2, 4};
    private static final int KEYS = 6;

    private final Random random;
    private final Map<List<String>, List<String>> rows = new HashMap<>();
    private final Map<List<String>, List<String>> copy = new HashMap<>();
    private long sequence;
    private long value;

    long inserts;
    long updates;
    long deletes;

    NettingModel(Random random) {
        this.random = random;
        for (int i = random.nextInt(KEYS); i > 0; i--) {
            List<String> row = newRow();
            rows.put(Images.key(SCHEMA, row), row);
        }
        copy.putAll(rows);
    }

    private String newValue() {
        return random.nextInt(8) == 0 ? Images.NULL : "v" + value++ + "x".repeat(random.nextInt(12));
    }

    private List<String> newRow() {
        return List.of(newValue(), "" + random.nextInt(2), newValue(), "key" + random.nextInt(KEYS), newValue());
    }

    private List<String> withKeyOf(List<String> row, List<String> keyed) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> SCHEMA.columns().get(i).isKey() ? keyed.get(i) : row.get(i))
                .toList();
    }

    /** One change, or a few that belong together. */
    void change(RowBuffer log) {
        switch (random.nextInt(20)) {
            case 0 -> truncate(log);
            case 1, 2, 3, 4 -> insert(log);
            case 5, 6, 7 -> delete(log);
            case 8, 9, 10 -> move(log);
            case 11, 12 -> swap(log);
            default -> update(log);
        }
    }

    private void truncate(RowBuffer log) {
        if (random.nextInt(3) == 0) {
            log.truncate();
            rows.clear();
        }
    }

    private void insert(RowBuffer log) {
        List<String> row = newRow();
        if (rows.putIfAbsent(Images.key(SCHEMA, row), row) == null) {
            add(log, Operation.INSERT, row, List.of());
            inserts++;
        }
    }

    private void delete(RowBuffer log) {
        if (!rows.isEmpty()) {
            List<String> row = any();
            rows.remove(Images.key(SCHEMA, row));
            add(log, Operation.DELETE, random.nextBoolean() ? Images.keyOnly(SCHEMA, row) : row, List.of());
            deletes++;
        }
    }

    private void update(RowBuffer log) {
        if (!rows.isEmpty()) {
            List<String> row = any();
            update(log, row, changed(row));
        }
    }

    private void move(RowBuffer log) {
        List<String> to = newRow();
        if (!rows.isEmpty() && !rows.containsKey(Images.key(SCHEMA, to))) {
            List<String> row = any();
            update(log, row, withKeyOf(random.nextBoolean() ? row : changed(row), to));
        }
    }

    /** Two rows take each other's key, by way of a key that nobody has. */
    private void swap(RowBuffer log) {
        if (rows.size() >= 2) {
            List<String> first = any();
            List<String> second = any();
            List<String> aside = withKeyOf(first, List.of("", "aside", "", "aside", ""));
            if (!first.equals(second)) {
                update(log, first, aside);
                update(log, second, withKeyOf(second, first));
                update(log, aside, withKeyOf(aside, second));
            }
        }
    }

    private List<String> any() {
        List<List<String>> all = new ArrayList<>(rows.values());
        return all.get(random.nextInt(all.size()));
    }

    private List<String> changed(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> SCHEMA.columns().get(i).isKey() || random.nextInt(3) > 0 ? row.get(i) : newValue())
                .toList();
    }

    private void update(RowBuffer log, List<String> from, List<String> to) {
        rows.remove(Images.key(SCHEMA, from));
        rows.put(Images.key(SCHEMA, to), to);
        boolean moved = !Images.key(SCHEMA, from).equals(Images.key(SCHEMA, to));
        List<String> said = new ArrayList<>(to);
        for (int column : LARGE) {
            if (from.get(column).equals(to.get(column)) && !to.get(column).equals(Images.NULL)) {
                said.set(column, random.nextInt(4) == 0 ? to.get(column) : Images.UNCHANGED);
            }
        }
        add(log, Operation.UPDATE, said, moved ? Images.keyOnly(SCHEMA, from) : List.of());
        updates++;
    }

    private void add(RowBuffer log, Operation operation, List<String> image, List<String> old) {
        int oldImage = old.isEmpty() ? RowBuffer.NONE : Images.write(log, old);
        log.addRow(operation, Images.write(log, image), oldImage, 1, sequence++);
    }

    // ---- the copy

    /** Writes net changes to the copy and compares it with the rows. */
    void apply(NetChanges net) {
        assertNoKeyTwice(net);
        Map<Integer, List<String>> moved = new HashMap<>();
        forEach(net, Set.of(NetKind.MOVED), row -> {
            List<String> old = Images.read(net.rows(), net.rows().oldImage(row));
            moved.put(row, stored(Images.key(SCHEMA, old)));
        });
        if (net.isTruncated()) {
            copy.clear();
        }
        forEach(net, Set.of(NetKind.DELETED), row -> copy.remove(Images.key(SCHEMA, image(net, row))));
        forEach(net, Set.of(NetKind.NEW, NetKind.FULL, NetKind.PARTIAL, NetKind.MOVED), row -> write(net, row, moved));
        assertThat(copy).isEqualTo(rows);
    }

    private void write(NetChanges net, int row, Map<Integer, List<String>> moved) {
        List<String> image = image(net, row);
        List<String> key = Images.key(SCHEMA, image);
        List<String> written = switch (net.kind(row)) {
            case NEW -> {
                assertThat(copy).as("a new row").doesNotContainKey(key);
                yield image;
            }
            case PARTIAL -> Images.filled(image, stored(key));
            case MOVED -> Images.filled(image, moved.getOrDefault(row, List.of()));
            default -> image;
        };
        assertThat(written).doesNotContain(Images.UNCHANGED, Images.ABSENT);
        copy.put(key, written);
    }

    private List<String> stored(List<String> key) {
        assertThat(copy).containsKey(key);
        return copy.getOrDefault(key, List.of());
    }

    private static List<String> image(NetChanges net, int row) {
        return Images.read(net.rows(), net.rows().image(row));
    }

    private interface EachRow {
        void accept(int row);
    }

    private static void forEach(NetChanges net, Set<NetKind> kinds, EachRow each) {
        for (int row = 0; row < net.rows().rows(); row++) {
            if (kinds.contains(net.kind(row))) {
                each.accept(row);
            }
        }
    }

    private static void assertNoKeyTwice(NetChanges net) {
        Set<List<String>> keys = new HashSet<>();
        for (int row = 0; row < net.rows().rows(); row++) {
            if (net.kind(row) != NetKind.VOID) {
                assertThat(keys.add(Images.key(SCHEMA, image(net, row))))
                        .as("one row of a key")
                        .isTrue();
            }
        }
    }
}
