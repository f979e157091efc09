package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.UserType;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.UserTypes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the destination has, or could be given, the types of the user's own that a table's columns need. */
final class TypeCheck {
    private final Session session;
    private final NeededTypes types;
    private final Map<String, UserType> stored;

    private TypeCheck(Session session, NeededTypes types, Map<String, UserType> stored) {
        this.session = session;
        this.types = types;
        this.stored = stored;
    }

    static TypeCheck of(Session session, List<MappedTable> tables) throws SQLException {
        NeededTypes types = NeededTypes.find(session.connection(), tables);
        List<Long> present = tables.stream()
                .flatMap(table -> NeededTypes.needed(table).stream())
                .map(type -> types.ids().getOrDefault(type.name(), 0L))
                .filter(id -> id != 0)
                .distinct()
                .toList();
        return new TypeCheck(
                session, types, UserTypes.of(session.connection(), present).byName());
    }

    NeededTypes types() {
        return types;
    }

    /** What is missing and cannot be made by its definition alone, and what is there but is something else. */
    List<Problem> run(MappedTable table) {
        List<Problem> problems = new ArrayList<>();
        for (UserType type : NeededTypes.needed(table)) {
            if (types.has(type.name())) {
                compare(table, type, problems);
            } else if (!type.isMakeable()) {
                problems.add(missing(table, type));
            }
        }
        problems.addAll(unknown(table, types));
        return problems;
    }

    /** Names that nobody has told anything about, such as types that a mapping asks for. */
    static List<Problem> unknown(MappedTable table, NeededTypes types) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < table.source().columns().size(); i++) {
            Column source = table.source().columns().get(i);
            Column wanted = table.destination().columns().get(i);
            Set<String> names = new LinkedHashSet<>(Set.of(wanted.type()));
            if (TypeFit.needsType(source)) {
                names.add(source.type());
            }
            for (String name : names) {
                boolean told = name.equals(source.type()) && !source.types().isEmpty();
                if (!types.has(name) && !told) {
                    problems.add(unknown(table, wanted, name));
                }
            }
        }
        return problems;
    }

    static Problem unknown(MappedTable table, Column column, String type) {
        TableName name = table.destination().name();
        return new Problem(
                ErrorCode.TYPE_MISSING,
                name.toString(),
                "The destination has no type " + type + ", which column " + column.name() + " of " + name + " needs.",
                "Create it as the source has it: CREATE TYPE " + type
                        + " ..., or CREATE EXTENSION when it is an extension's.");
    }

    static Problem missing(MappedTable table, UserType type) {
        return missing(table, type, "The destination has no type " + type.name());
    }

    private static Problem missing(MappedTable table, UserType type, String what) {
        TableName name = table.destination().name();
        String columns = table.source().columns().stream()
                .filter(column -> column.types().contains(type))
                .map(Column::name)
                .collect(Collectors.joining(", "));
        return new Problem(
                ErrorCode.TYPE_MISSING,
                name.toString(),
                what + ", which " + name + " needs" + (columns.isEmpty() ? "" : " for " + columns) + ".",
                type.definition().isEmpty()
                        ? "Make what it comes with, a table or an extension, at the destination first."
                        : "Run at the destination: " + type.definition() + ";");
    }

    // ---- types that are there

    private void compare(MappedTable table, UserType source, List<Problem> problems) {
        UserType here = stored.get(source.name());
        if (here == null || source.kind() == UserType.Kind.FOREIGN) {
            return;
        }
        if (here.kind() != source.kind()) {
            problems.add(unfit(
                    table,
                    source,
                    "is of another kind there than at the source",
                    "Rename or drop it at the destination, so that it is made as the source has it: "
                            + source.definition() + ";"));
        } else if (source.kind() == UserType.Kind.ENUM) {
            compareLabels(table, source, here, problems);
        } else if (!here.parts().equals(source.parts())) {
            problems.add(unfit(
                    table,
                    source,
                    "is made of (" + String.join(", ", here.parts()) + ") there, and of ("
                            + String.join(", ", source.parts()) + ") at the source",
                    "Make it alike; at the source it is " + source.definition() + ";"));
        }
    }

    /** The destination may have more labels. */
    private static void compareLabels(MappedTable table, UserType source, UserType here, List<Problem> problems) {
        List<String> lacking = new ArrayList<>(source.parts());
        lacking.removeAll(here.parts());
        if (!lacking.isEmpty()) {
            problems.add(unfit(
                    table,
                    source,
                    "lacks the labels " + String.join(", ", lacking),
                    lacking.stream()
                            .map(label ->
                                    "ALTER TYPE " + source.name() + " ADD VALUE " + Identifiers.literal(label) + ";")
                            .collect(Collectors.joining(" ", "Run at the destination: ", ""))));
        }
    }

    private static Problem unfit(MappedTable table, UserType type, String how, String remedy) {
        TableName name = table.destination().name();
        return new Problem(
                ErrorCode.TYPE_UNFIT,
                name.toString(),
                "The destination's type " + type.name() + ", which " + name + " needs, " + how + ".",
                remedy);
    }

    // ---- types that would be made

    /** Makes what is missing, in the transaction that is open; whoever calls it undoes that. */
    List<Problem> tryMaking(MappedTable table) {
        for (UserType type : types.missing(table)) {
            try {
                session.run(type.definition());
            } catch (SQLException e) {
                return List.of(missing(
                        table,
                        type,
                        "The destination has no type " + type.name() + ", and it cannot be made there ("
                                + Errors.translate(e, "making it").sentence() + ")"));
            }
        }
        return List.of();
    }
}
