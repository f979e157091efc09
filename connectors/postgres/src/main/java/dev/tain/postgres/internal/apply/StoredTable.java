package dev.tain.postgres.internal.apply;

import dev.tain.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is at the destination now.
 *
 * @param kind the catalog's letter: r is a table, p a partitioned one, v a view, and so on
 * @param privileges those of SELECT, INSERT, UPDATE, DELETE and TRUNCATE that our user has
 * @param constrained whether foreign keys of it or to it exist
 */
record StoredTable(
        TableName name,
        String kind,
        Set<String> privileges,
        boolean constrained,
        List<StoredColumn> columns,
        List<StoredIndex> uniqueIndexes) {
    StoredTable {
        privileges = Set.copyOf(privileges);
        columns = List.copyOf(columns);
        uniqueIndexes = List.copyOf(uniqueIndexes);
    }

    /**
     * One of its columns.
     *
     * @param type with modifiers, as the server writes it
     * @param typeId the type's number in this database
     * @param stagingType a type with the same binary form and no constraints: the base of a domain, else the type
     * @param collation the COLLATE clause when it is not the type's own, else empty
     * @param identity {@code a} for GENERATED ALWAYS AS IDENTITY, {@code d} for BY DEFAULT, else empty
     */
    record StoredColumn(
            String name,
            String type,
            long typeId,
            String stagingType,
            String collation,
            boolean notNull,
            @Nullable String defaultValue,
            boolean generated,
            String identity) {}

    /**
     * A unique index or an exclusion constraint.
     *
     * @param plain whether it is unique, over columns alone, and over all rows
     * @param columns the names of its columns; expressions are not among them
     * @param definitions its columns and expressions as they are written in SQL
     * @param operators the equality operator of each definition, as it is written in SQL
     * @param predicate the condition on rows that are in it, in SQL; empty when all are
     */
    record StoredIndex(
            String name,
            boolean plain,
            List<String> columns,
            List<String> definitions,
            List<String> operators,
            String predicate) {
        static final StoredIndex NONE = new StoredIndex("", false, List.of(), List.of(), List.of(), "");

        StoredIndex {
            columns = List.copyOf(columns);
            definitions = List.copyOf(definitions);
            operators = List.copyOf(operators);
        }

        /** Whether it makes rows unique by exactly these columns. */
        boolean isExactlyOn(Set<String> names) {
            return plain && columns.size() == names.size() && names.containsAll(columns);
        }
    }

    Optional<StoredColumn> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    Optional<StoredIndex> keyIndex(Set<String> keyColumns) {
        return uniqueIndexes.stream()
                .filter(index -> index.isExactlyOn(keyColumns))
                .findFirst();
    }

    boolean isTable() {
        return kind.equals("r") || kind.equals("p");
    }
}
