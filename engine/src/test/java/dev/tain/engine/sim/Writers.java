package dev.tain.engine.sim;

import dev.tain.engine.sim.SourceTable.Stored;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The users of the source database: transactions of a few changes or of many, at once or with others in between. */
public final class Writers implements Actor {
    private static final int KEYS = 9;

    /** Keys of rows that hardly ever change, so that nothing later makes up for it when one was missed. */
    private static final int QUIET_KEYS = 12;

    private static final int MOST_OPEN = 3;

    private final SourceServer server;
    private final World world;
    private final boolean truncates;
    private boolean resting;
    private long value;

    public Writers(SourceServer server) {
        this.server = server;
        this.world = server.world();
        this.truncates = world.oneIn(2);
    }

    @Override
    public String name() {
        return "writers";
    }

    @Override
    public int weight() {
        return resting ? 0 : 12;
    }

    /** They write no more. */
    public void rest() {
        resting = true;
        server.finishTransactions();
    }

    /** Fills the tables before anything is mirrored. */
    public void fill() {
        for (int i = world.below(120); i > 0; i--) {
            SourceTransaction transaction = server.begin();
            change(transaction);
            server.commit(transaction);
        }
    }

    @Override
    public void step() {
        switch (world.below(10)) {
            case 0 -> rewrite();
            case 1 -> begin();
            case 2, 3 -> goOn();
            case 4 -> atOnce(10 + world.below(60));
            default -> atOnce(1 + world.below(4));
        }
    }

    private void atOnce(int changes) {
        SourceTransaction transaction = server.begin();
        for (int i = changes; i > 0; i--) {
            change(transaction);
        }
        server.commit(transaction);
    }

    private void begin() {
        if (server.open().size() < MOST_OPEN) {
            change(server.begin());
        }
    }

    private void goOn() {
        if (!server.open().isEmpty()) {
            SourceTransaction transaction = world.anyOf(List.copyOf(server.open()));
            if (world.oneIn(3)) {
                server.commit(transaction);
            } else {
                change(transaction);
            }
        }
    }

    private void rewrite() {
        TableName table = anyTable();
        boolean touched = server.open().stream().anyMatch(transaction -> transaction.touches(table));
        if (!touched && !server.table(table).isRead() && world.oneIn(3)) {
            world.tell("source: " + table + " is rewritten");
            server.table(table).rewrite(world);
        }
    }

    private TableName anyTable() {
        return world.anyOf(List.copyOf(server.names()));
    }

    // ---- changes

    private void change(SourceTransaction transaction) {
        TableName table = anyTable();
        boolean locked = server.open().stream().anyMatch(other -> other != transaction && other.hasTruncated(table));
        if (locked) {
            return;
        }
        switch (world.below(40)) {
            case 0 -> truncate(transaction, table);
            case 1, 2 -> swap(transaction, table);
            case 3, 4, 5, 6, 7, 8, 9 -> move(transaction, table);
            case 10, 11, 12, 13, 14, 15 -> any(transaction, table).ifPresent(row -> transaction.delete(table, row));
            case 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26 -> insert(transaction, table);
            default -> any(transaction, table).ifPresent(row -> transaction.update(table, row, changed(row.values())));
        }
    }

    private void truncate(SourceTransaction transaction, TableName table) {
        boolean touched = server.open().stream().anyMatch(other -> other != transaction && other.touches(table));
        if (truncates && !touched && !server.table(table).isRead() && world.oneIn(3)) {
            transaction.truncate(table);
        }
    }

    private void insert(SourceTransaction transaction, TableName table) {
        List<String> quiet = List.of("", "0", "", "quiet" + world.below(QUIET_KEYS), "");
        List<String> row = world.oneIn(4) ? withKeyOf(newRow(), quiet) : newRow();
        if (isFree(transaction, table, row)) {
            transaction.insert(table, row);
        }
    }

    private void move(SourceTransaction transaction, TableName table) {
        List<String> to = newRow();
        any(transaction, table).ifPresent(row -> {
            if (isFree(transaction, table, to)) {
                List<String> values = world.oneIn(2) ? row.values() : changed(row.values());
                transaction.update(table, row, withKeyOf(values, to));
            }
        });
    }

    /** Two rows take each other's key. */
    private void swap(SourceTransaction transaction, TableName table) {
        Optional<Stored> first = any(transaction, table);
        Optional<Stored> second = any(transaction, table);
        List<String> aside = withKeyOf(newRow(), List.of("", "0", "", "aside", ""));
        if (first.isEmpty() || second.isEmpty() || first.equals(second) || !isFree(transaction, table, aside)) {
            return;
        }
        List<String> one = first.get().values();
        List<String> other = second.get().values();
        transaction.update(table, first.get(), withKeyOf(one, aside));
        transaction.update(table, second.get(), withKeyOf(other, one));
        find(transaction, table, aside)
                .ifPresent(row -> transaction.update(table, row, withKeyOf(row.values(), other)));
    }

    private boolean isFree(SourceTransaction transaction, TableName table, List<String> row) {
        return !isLocked(transaction, table, key(table, row))
                && find(transaction, table, row).isEmpty();
    }

    private Optional<Stored> find(SourceTransaction transaction, TableName table, List<String> keyed) {
        return transaction.find(table, key(table, keyed));
    }

    private List<String> key(TableName table, List<String> row) {
        return Images.key(server.table(table).schema(), row);
    }

    private boolean isLocked(SourceTransaction transaction, TableName table, List<String> key) {
        return server.open().stream().anyMatch(other -> other != transaction && other.hasLocked(table, key));
    }

    /** Some row that nobody else has locked. */
    private Optional<Stored> any(SourceTransaction transaction, TableName table) {
        List<List<String>> candidates = new ArrayList<>();
        for (int i = 0; i < KEYS * 2; i++) {
            candidates.add(List.of("key" + i % KEYS, "" + i / KEYS));
        }
        int start = world.below(candidates.size());
        if (world.oneIn(60)) {
            candidates.set(start, List.of("quiet" + world.below(QUIET_KEYS), "0"));
        }
        for (int i = 0; i < candidates.size(); i++) {
            List<String> key = candidates.get((start + i) % candidates.size());
            @Nullable Stored row = transaction.find(table, key).orElse(null);
            if (row != null && !isLocked(transaction, table, key)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private String newValue(boolean large) {
        if (world.oneIn(10)) {
            return Images.NULL;
        }
        return (large && !world.oneIn(4) ? "L" : "s") + value++;
    }

    private List<String> newRow() {
        return List.of(newValue(false), "" + world.below(2), newValue(true), "key" + world.below(KEYS), newValue(true));
    }

    private List<String> changed(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> isKeyColumn(i) || world.oneIn(2) ? row.get(i) : newValue(i != 0))
                .toList();
    }

    private static List<String> withKeyOf(List<String> row, List<String> keyed) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> isKeyColumn(i) ? keyed.get(i) : row.get(i))
                .toList();
    }

    private static boolean isKeyColumn(int column) {
        return column == 1 || column == 3;
    }
}
