package dev.tain.engine.core;

import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.HashMap;
import java.util.Map;

/** What is different between the columns that a table's rows had and those that they have. */
public enum SchemaChange {
    /** Nothing that matters to how rows are written, or columns are gone: they stay as they are at the destination. */
    NONE_TO_ADD,
    /** There are columns that the rows did not have before. */
    ADDED;

    /** @throws TainException {@code TABLE_SCHEMA_CHANGED} for what cannot be followed: other types, another key */
    public static SchemaChange between(TableSchema before, TableSchema now) {
        Map<String, Column> known = new HashMap<>();
        before.columns().forEach(column -> known.put(column.name(), column));
        SchemaChange change = NONE_TO_ADD;
        for (Column column : now.columns()) {
            Column earlier = known.remove(column.name());
            if (earlier == null) {
                change = ADDED;
            } else if (earlier.encoding() != column.encoding()
                    || !earlier.type().equals(column.type())) {
                throw refused(now, "column " + column.name() + " was " + earlier.type() + " and is " + column.type());
            }
            if (column.keyOrdinal() != (earlier == null ? 0 : earlier.keyOrdinal())) {
                throw refused(now, "its key changed at column " + column.name());
            }
        }
        known.values().stream().filter(Column::isKey).findFirst().ifPresent(column -> {
            throw refused(now, "key column " + column.name() + " is gone");
        });
        return change;
    }

    private static TainException refused(TableSchema table, String what) {
        return new TainException(
                ErrorCode.TABLE_SCHEMA_CHANGED,
                "table " + table.name() + " changed in a way that cannot be followed: " + what,
                "take the table out of the mirror, change or empty its destination table, and add it again: it is"
                        + " copied anew while the other tables go on");
    }
}
