package dev.tain.model;

import java.util.Objects;

/**
 * A table's name in one system, case kept. The schema is empty where the system has none or where the peer's default is
 * meant.
 */
public record TableName(String schema, String name) implements Comparable<TableName> {
    public TableName {
        Objects.requireNonNull(schema);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a table needs a name");
        }
    }

    /** Splits {@code schema.table} at the first dot, as the published API does; no quotes are read. */
    public static TableName parse(String identifier) {
        int dot = identifier.indexOf('.');
        return dot < 0
                ? new TableName("", identifier)
                : new TableName(identifier.substring(0, dot), identifier.substring(dot + 1));
    }

    public TableName withDefaultSchema(String defaultSchema) {
        return schema.isEmpty() ? new TableName(defaultSchema, name) : this;
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
