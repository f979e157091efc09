package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.TableName;
import dev.tain.postgres.internal.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes what is absent: the bookkeeping, tables, columns. Whoever prepares in the same database at the same time waits,
 * because {@code IF NOT EXISTS} alone does not keep two sessions from failing on each other.
 */
final class Preparation {
    /** The advisory lock's number; nothing but ours should use it. */
    private static final long LOCK = 0x7461_696e_0001L;
    /** Tables in one transaction: each takes several places in the server's table of locks. */
    private static final int TABLES_AT_ONCE = 50;

    private final Session session;
    private final String metadataSchema;

    Preparation(Session session, String metadataSchema) {
        this.session = session;
        this.metadataSchema = metadataSchema;
    }

    /** Whether the bookkeeping is there. */
    static boolean exists(Session session, String metadataSchema) throws SQLException {
        String table = Identifiers.literal(Identifiers.quote(metadataSchema) + ".held_changes");
        return session.query("SELECT 1 WHERE to_regclass(" + table + ") IS NOT NULL")
                        .size()
                == 1;
    }

    void run(Bookkeeping bookkeeping, List<MappedTable> tables) throws SQLException {
        begin();
        if (!exists(session, metadataSchema)) {
            makeBookkeeping(bookkeeping);
        }
        session.commit(bookkeeping.addMirror());
        for (int from = 0; from < tables.size(); from += TABLES_AT_ONCE) {
            makeTables(tables.subList(from, Math.min(from + TABLES_AT_ONCE, tables.size())));
        }
    }

    private void begin() throws SQLException {
        session.begin();
        session.run("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }

    private void makeBookkeeping(Bookkeeping bookkeeping) throws SQLException {
        String schema = Identifiers.literal(metadataSchema);
        if (session.query("SELECT 1 FROM pg_namespace WHERE nspname = " + schema)
                .isEmpty()) {
            session.run("CREATE SCHEMA " + bookkeeping.schema());
        }
        session.run(bookkeeping.create().toArray(new String[0]));
    }

    private void makeTables(List<MappedTable> tables) throws SQLException {
        begin();
        List<TableName> names =
                tables.stream().map(table -> table.destination().name()).toList();
        NeededTypes.make(session, tables);
        requireTypes(tables);
        Map<TableName, StoredTable> stored = StoredTables.read(session.connection(), names);
        List<String> statements = new ArrayList<>();
        for (MappedTable table : tables) {
            StoredTable existing = stored.get(table.destination().name());
            if (existing == null) {
                statements.add(TableDefinition.create(table));
            } else {
                statements.addAll(TableDefinition.addMissing(table, existing));
            }
        }
        session.commit(statements.toArray(new String[0]));
    }

    /** A type's name goes into statements as it is, so it must be the name of a type and nothing else. */
    private void requireTypes(List<MappedTable> tables) throws SQLException {
        NeededTypes types = NeededTypes.find(session.connection(), tables);
        for (MappedTable table : tables) {
            for (Column column : table.destination().columns()) {
                if (!types.has(column.type())) {
                    throw TypeCheck.unknown(table, column, column.type()).asException();
                }
            }
        }
    }
}
