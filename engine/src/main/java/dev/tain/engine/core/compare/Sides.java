package dev.tain.engine.core.compare;

import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of one side by the hash of their key, as one read of them found them. */
final class Sides {
    private static final Comparator<ComparedRow> BY_VALUES =
            Comparator.comparing(ComparedRow::hashes, Arrays::compare).thenComparingLong(ComparedRow::version);

    private final Map<Long, List<ComparedRow>> rows = new HashMap<>();
    private long count;

    static Sides read(ComparedTable table, List<Part> parts) {
        Sides sides = new Sides();
        for (Part part : parts) {
            for (ComparedRow row : table.rows(part)) {
                sides.rows
                        .computeIfAbsent(row.keyHash(), key -> new ArrayList<>(1))
                        .add(row);
                sides.count++;
            }
        }
        sides.rows.values().forEach(list -> list.sort(BY_VALUES));
        return sides;
    }

    long count() {
        return count;
    }

    List<ComparedRow> of(long key) {
        return rows.getOrDefault(key, List.of());
    }

    /** Keys whose rows are not alike. */
    static Set<Long> differing(Sides one, Sides other) {
        Set<Long> keys = new HashSet<>(one.rows.keySet());
        keys.addAll(other.rows.keySet());
        keys.removeIf(key -> one.isLike(other, key));
        return keys;
    }

    boolean isLike(Sides other, long key) {
        List<ComparedRow> mine = of(key);
        List<ComparedRow> theirs = other.of(key);
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).isLike(theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are rows of this key, and they are the very same that another read of this side found. */
    boolean isStill(Sides other, long key) {
        List<ComparedRow> mine = of(key);
        List<ComparedRow> theirs = other.of(key);
        if (mine.isEmpty() || mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).isStill(theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether no transaction that goes on may have changed any of the key's rows. */
    boolean isSettled(long key) {
        return of(key).stream().allMatch(ComparedRow::settled);
    }
}
