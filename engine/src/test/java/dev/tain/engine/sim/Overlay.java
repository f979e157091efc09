package dev.tain.engine.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a transaction has written to a table and not committed. */
final class Overlay {
    private final Map<List<String>, Optional<List<String>>> writes = new LinkedHashMap<>();
    private boolean cleared;

    void clear() {
        cleared = true;
        writes.clear();
    }

    void put(List<String> key, List<String> row) {
        writes.put(key, Optional.of(row));
    }

    void remove(List<String> key) {
        writes.put(key, Optional.empty());
    }

    /** The row as the transaction sees it. */
    Optional<List<String>> find(Map<List<String>, List<String>> committed, List<String> key) {
        Optional<List<String>> written = writes.get(key);
        if (written != null) {
            return written;
        }
        return cleared ? Optional.empty() : Optional.ofNullable(committed.get(key));
    }

    /** The rows that it has written. */
    List<List<String>> rows() {
        return writes.values().stream().flatMap(Optional::stream).toList();
    }

    void commitTo(Map<List<String>, List<String>> committed) {
        if (cleared) {
            committed.clear();
        }
        writes.forEach((key, row) -> {
            committed.remove(key);
            row.ifPresent(values -> committed.put(key, values));
        });
    }
}
