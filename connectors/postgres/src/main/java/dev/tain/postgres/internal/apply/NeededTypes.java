package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.UserType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types that tables need at the destination, and those of them that it does not have. */
final class NeededTypes {
    private final Map<String, Long> ids;

    private NeededTypes(Map<String, Long> ids) {
        this.ids = ids;
    }

    /** Looks for all types that the tables need. */
    static NeededTypes find(Connection connection, Collection<MappedTable> tables) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        for (MappedTable table : tables) {
            table.source().columns().forEach(column -> names.add(column.type()));
            table.destination().columns().forEach(column -> names.add(column.type()));
            table.generated().forEach(column -> names.add(column.type()));
            needed(table).forEach(type -> names.add(type.name()));
        }
        return new NeededTypes(StoredTables.typeIds(connection, names));
    }

    /** The numbers of types here by their names; 0 for those that are not here. */
    Map<String, Long> ids() {
        return ids;
    }

    boolean has(String type) {
        return ids.getOrDefault(type, 0L) != 0;
    }

    /** The types of the user's own that the table's columns need, each behind those that it is made of. */
    static List<UserType> needed(MappedTable table) {
        Map<String, UserType> needed = new LinkedHashMap<>();
        for (int i = 0; i < table.source().columns().size(); i++) {
            needed(table, i).forEach(type -> needed.putIfAbsent(type.name(), type));
        }
        for (Column column : table.generated()) {
            column.types().forEach(type -> needed.putIfAbsent(type.name(), type));
        }
        return List.copyOf(needed.values());
    }

    /** Those that one carried column needs: none where a mapping asks for another type and values come as text. */
    private static List<UserType> needed(MappedTable table, int column) {
        Column source = table.source().columns().get(column);
        boolean needs = TypeFit.needsType(source)
                || source.type()
                        .equals(table.destination().columns().get(column).type());
        return needs ? source.types() : List.of();
    }

    /** Those of them that are not here. */
    List<UserType> missing(MappedTable table) {
        return needed(table).stream().filter(type -> !has(type.name())).toList();
    }

    /** Whether the type of a column will be here once all that can be made is made. */
    boolean willHave(String type, Column column) {
        boolean told = type.equals(column.type()) && !column.types().isEmpty();
        return has(type) || (told && column.types().stream().allMatch(each -> has(each.name()) || each.isMakeable()));
    }

    /** Makes all of them that are not here; one that cannot be made is an error. */
    static void make(Session session, Collection<MappedTable> tables) throws SQLException {
        if (tables.stream().allMatch(table -> needed(table).isEmpty())) {
            return;
        }
        NeededTypes types = find(session.connection(), tables);
        Map<String, String> statements = new LinkedHashMap<>();
        for (MappedTable table : tables) {
            for (UserType type : types.missing(table)) {
                if (!type.isMakeable()) {
                    throw TypeCheck.missing(table, type).asException();
                }
                statements.putIfAbsent(type.name(), type.definition());
            }
        }
        if (!statements.isEmpty()) {
            session.run(statements.values().toArray(new String[0]));
        }
    }
}
