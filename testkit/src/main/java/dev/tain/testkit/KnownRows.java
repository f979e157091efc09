package dev.tain.testkit;

import dev.tain.connector.RowKey;
import dev.tain.connector.RowLookup;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the source where a destination looks rows up: it has the rows that a test gave it, and keeps what was
 * asked.
 */
public final class KnownRows implements RowLookup {
    private final TableSchema schema;
    private final Map<RowKey, @Nullable Object[]> rows = new HashMap<>();
    private final List<RowKey> asked = new ArrayList<>();

    public KnownRows(TableSchema schema) {
        this.schema = schema;
    }

    /** Adds a row; its key is given in text. */
    public KnownRows with(String key, @Nullable Object... values) {
        rows.put(new RowKey(List.of(key)), values);
        return this;
    }

    @Override
    public RowBuffer lookup(List<RowKey> keys) {
        Rows found = new Rows(schema);
        for (RowKey key : keys) {
            asked.add(key);
            @Nullable Object[] values = rows.get(key);
            if (values != null) {
                found.add(NetKind.NEW, values);
            }
        }
        return found.buffer();
    }

    /** The keys that were looked up, in text; those of several columns with a comma between them. */
    public List<String> asked() {
        return asked.stream().map(key -> String.join(",", key.values())).toList();
    }
}
