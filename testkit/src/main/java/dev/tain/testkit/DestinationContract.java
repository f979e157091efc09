package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.Applier;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowLookup;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every test of the destination contract stands on: a table with a key and two values, and words for writing it. A
 * connector extends the suites beside this class, each with a destination that has nothing in it yet.
 */
public abstract class DestinationContract {
    protected static final String MIRROR = "contract \"mirror\"";

    /** The destination under test; the same one throughout a test. */
    protected abstract Destination destination();

    /**
     * The rows of the carried columns as they are now, in key order, values in text with bars between, NULL as
     * {@code ∅}.
     */
    protected abstract List<String> contents(MappedTable table);

    /** The rows that are marked as deleted, as {@link #contents} has them. */
    protected abstract List<String> deletedContents(MappedTable table);

    /** A table with key {@code id bigint} and the values {@code name text} and {@code note text}. */
    protected MappedTable table(String name) {
        return table(name, "", "");
    }

    protected MappedTable table(String name, String softDeleteColumn, String syncedAtColumn) {
        List<Column> columns = List.of(
                new Column("id", "bigint", false, 1, Encoding.BINARY, null),
                new Column("name", "text", true, 0, Encoding.BINARY, null),
                new Column("note", "text", true, 0, Encoding.BINARY, null));
        return mapped(name, columns, softDeleteColumn, syncedAtColumn);
    }

    protected MappedTable mapped(String name, List<Column> columns, String softDeleteColumn, String syncedAtColumn) {
        return new MappedTable(
                new TableSchema(new TableName("source", name), columns),
                new TableSchema(new TableName(destination().defaultSchema(), name), columns),
                List.of(),
                softDeleteColumn,
                syncedAtColumn,
                Map.of());
    }

    protected MappedTable prepared(MappedTable table) {
        destination().prepare(MIRROR, List.of(table));
        return table;
    }

    protected static Rows rows(MappedTable table) {
        return new Rows(table.source());
    }

    protected static RowLookup nowhere(MappedTable table) {
        return new KnownRows(table.source());
    }

    /** Writes changes as a stream brings them, and commits. */
    protected void stream(MappedTable table, Rows rows) {
        apply(table, rows.net(), false, nowhere(table));
    }

    /** Writes changes that may be there already, and commits. */
    protected void replay(MappedTable table, Rows rows) {
        apply(table, rows.net(), true, nowhere(table));
    }

    protected void apply(MappedTable table, NetChanges changes, boolean replaying, RowLookup lookup) {
        try (Applier applier = destination().applier(MIRROR, 1)) {
            applier.apply(table, changes, replaying, lookup);
            applier.commit(Rows.end());
        }
    }

    /** A table with the rows 1, 2 and 3. */
    protected MappedTable filled(String name) {
        MappedTable table = prepared(table(name));
        stream(table, threeRows(table));
        return table;
    }

    protected static Rows threeRows(MappedTable table) {
        return rows(table)
                .add(NetKind.NEW, 1L, "one", "first")
                .add(NetKind.NEW, 2L, "two", "second")
                .add(NetKind.NEW, 3L, "three", null);
    }

    protected static RowBuffer block(MappedTable table, @Nullable Object[]... values) {
        Rows rows = rows(table);
        for (@Nullable Object[] row : values) {
            rows.add(NetKind.NEW, row);
        }
        return rows.buffer();
    }

    protected static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    protected static void assertLeaseLost(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    }
}
