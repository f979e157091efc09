package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables that a session writes, kept with their staging tables; those not written for the longest time give
 * way.
 */
final class Tables {
    private static final int MOST_KEPT = 256;

    private final Session session;
    private final Map<TableName, TableWriter> writers = new LinkedHashMap<>(64, 0.75f, true);
    private int numbers;

    Tables(Session session) {
        this.session = session;
    }

    TableWriter writer(MappedTable table) throws SQLException {
        TableName source = table.source().name();
        TableWriter writer = writers.get(source);
        if (writer != null) {
            MappedTable known = writer.layout().mapped();
            if (known.equals(table)) {
                return writer;
            }
            writer.drop();
        }
        TableWriter fresh = new TableWriter(session, layout(table), ++numbers);
        writers.put(source, fresh);
        makeRoom();
        return fresh;
    }

    /** Adds the columns that the destination table lacks, and makes the types that these need. */
    void extend(MappedTable table) throws SQLException {
        NeededTypes.make(session, List.of(table));
        List<String> statements = TableDefinition.addMissing(table, stored(table));
        if (!statements.isEmpty()) {
            session.run(statements.toArray(new String[0]));
        }
    }

    private StoredTable stored(MappedTable table) throws SQLException {
        TableName name = table.destination().name();
        StoredTable stored =
                StoredTables.read(session.connection(), List.of(name)).get(name);
        if (stored == null) {
            throw new TainException(
                    ErrorCode.TABLE_MISSING,
                    "The destination table " + name + " is gone.",
                    "Create it again and resync it, or take it out of the mirror.");
        }
        return stored;
    }

    private Layout layout(MappedTable table) throws SQLException {
        StoredTable stored = stored(table);
        Map<String, Long> typeIds = StoredTables.typeIds(
                session.connection(),
                table.source().columns().stream().map(Column::type).collect(Collectors.toSet()));
        return Layout.of(table, stored, typeIds);
    }

    private void makeRoom() {
        if (writers.size() > MOST_KEPT) {
            Iterator<TableWriter> eldest = writers.values().iterator();
            eldest.next().drop();
            eldest.remove();
        }
    }

    /** Forgets all, as after a rollback, when it is unknown which staging tables the server has. */
    void forgetAll() {
        writers.clear();
        session.defer("DISCARD TEMP");
    }
}
