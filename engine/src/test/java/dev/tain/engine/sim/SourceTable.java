package dev.tain.engine.sim;

import dev.tain.model.TableSchema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table at the source: its committed rows by key, each at a place. */
final class SourceTable {
    /** Names of columns whose large values a change does not carry when they stay as they are. */
    private static final List<String> LARGE_COLUMNS = List.of("large", "other");

    private final TableSchema schema;
    private final Map<List<String>, Stored> rows = new LinkedHashMap<>();
    private int file = 1;
    private int pages = 1;
    private final Set<SimChunkReader> readers = new HashSet<>();

    /** A row as it is stored: its values, and the page that it is on. */
    record Stored(List<String> values, int page) {}

    SourceTable(TableSchema schema) {
        this.schema = schema;
    }

    /** The table as it is now, which later changes don't reach. */
    SourceTable copy() {
        SourceTable copy = new SourceTable(schema);
        copy.rows.putAll(rows);
        copy.file = file;
        copy.pages = pages;
        return copy;
    }

    TableSchema schema() {
        return schema;
    }

    Map<List<String>, Stored> rows() {
        return rows;
    }

    int file() {
        return file;
    }

    int pages() {
        return pages;
    }

    /** Whether chunks are being read, which keeps it from being rewritten. */
    boolean isRead() {
        return readers.stream().anyMatch(SimChunkReader::isOpen);
    }

    void readingBegan(SimChunkReader reader) {
        readers.add(reader);
    }

    void readingEnded(SimChunkReader reader) {
        readers.remove(reader);
    }

    /** A page for a new version of a row: one that has room, or one more. */
    int anyPage(World world) {
        int page = world.below(pages + 1);
        pages = Math.max(pages, page + 1);
        return page;
    }

    void remove(List<String> key) {
        rows.remove(key);
    }

    /** After a truncation in the same transaction the table is shorter than when the row got its place. */
    void put(List<String> key, Stored row) {
        rows.put(key, row);
        pages = Math.max(pages, row.page() + 1);
    }

    /** All rows get other places, as when the table is clustered. */
    void rewrite(World world) {
        file++;
        pages = 1;
        rows.replaceAll((key, row) -> new Stored(row.values(), anyPage(world)));
    }

    void truncate() {
        file++;
        pages = 1;
        rows.clear();
    }

    /** What the log says of a row's values after a change: large ones that stayed as they were are not carried. */
    List<String> carried(List<String> before, List<String> after) {
        String[] said = after.toArray(new String[0]);
        for (int i = 0; i < said.length; i++) {
            boolean large = LARGE_COLUMNS.contains(schema.columns().get(i).name()) && said[i].startsWith("L");
            if (large && said[i].equals(before.get(i))) {
                said[i] = Images.UNCHANGED;
            }
        }
        return List.of(said);
    }
}
