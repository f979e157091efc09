package dev.tain.postgres.internal.setup;

import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether one table can be read, and its changes streamed. */
final class TableCheck {
    private final SourceTable table;
    private final TableSchema schema;
    private final TableFacts facts;
    private final String quoted;
    private final List<Problem> problems = new ArrayList<>();

    private TableCheck(SourceTable table, TableSchema schema, TableFacts facts) {
        this.table = table;
        this.schema = schema;
        this.facts = facts;
        this.quoted = Identifiers.quote(table.name());
    }

    static List<Problem> run(
            StreamSpec spec, List<TableSchema> schemas, Map<TableName, TableFacts> facts, boolean streams) {
        Map<TableName, TableSchema> byName =
                schemas.stream().collect(Collectors.toMap(TableSchema::name, Function.identity()));
        List<Problem> problems = new ArrayList<>();
        for (SourceTable table : spec.tables()) {
            TableSchema schema = byName.get(table.name());
            TableFacts known = facts.get(table.name());
            problems.addAll(
                    schema == null || known == null
                            ? List.of(missing(table.name()))
                            : new TableCheck(table, schema, known).run(streams, spec.ownsPublication()));
        }
        return problems;
    }

    /** @param publishes whether we put the table into a publication */
    private List<Problem> run(boolean streams, boolean publishes) {
        if (isTable()) {
            excluded();
            privileges();
            if (streams) {
                key();
                computed(publishes);
                binaryForm();
                partitions();
            }
        }
        return problems;
    }

    private boolean isTable() {
        String unfit = switch (facts.kind()) {
            case 'r', 'p' -> facts.persistence() == 'p' ? null : "is unlogged or temporary";
            case 'v', 'm' -> "is a view";
            case 'f' -> "is a foreign table";
            default -> "is not a table";
        };
        if (unfit != null) {
            report(
                    ErrorCode.TABLE_UNFIT,
                    table.name() + " " + unfit + ": its changes are not in the source's log.",
                    unfit.startsWith("is unlogged")
                            ? "ALTER TABLE " + quoted + " SET LOGGED;"
                            : "Mirror the tables that it is made of.");
        }
        return unfit == null;
    }

    private void excluded() {
        Map<String, Column> columns =
                schema.columns().stream().collect(Collectors.toMap(Column::name, Function.identity()));
        for (String name : new TreeSet<>(table.excluded())) {
            Column column = columns.get(name);
            if (column == null) {
                report(
                        ErrorCode.MIRROR_INVALID,
                        "The excluded column " + name + " does not exist in table " + table.name() + ".",
                        "Take it out of exclude.");
            } else if (column.isKey()) {
                report(
                        ErrorCode.MIRROR_INVALID,
                        "The column " + name + " is part of the key of table " + table.name()
                                + ", so it cannot be excluded.",
                        "Take it out of exclude.");
            }
        }
    }

    private void privileges() {
        Set<String> unreadable = schema.carried(table.excluded()).columns().stream()
                .map(Column::name)
                .filter(facts.unreadable()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unreadable.isEmpty()) {
            report(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    "The peer's user may not read the columns " + String.join(", ", unreadable) + " of table "
                            + table.name() + ".",
                    "GRANT SELECT ON " + quoted + " TO the peer's user; or exclude the columns.");
        }
        if (!facts.schemaUsable()) {
            report(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    "The peer's user may not use the schema " + table.name().schema() + ".",
                    "GRANT USAGE ON SCHEMA " + Identifiers.quote(table.name().schema()) + " TO the peer's user;");
        }
        if (!facts.unreadableParts().isEmpty()) {
            report(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    "The peer's user may not read the partitions " + String.join(", ", facts.unreadableParts())
                            + " of table " + table.name() + ".",
                    "GRANT SELECT ON " + String.join(", ", facts.unreadableParts()) + " TO the peer's user;");
        }
        if (facts.hidden()) {
            report(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    "Row security hides rows of table " + table.name() + " from the peer's user.",
                    "ALTER ROLE the peer's user BYPASSRLS; or use the table's owner as user.");
        }
    }

    private void key() {
        String wanting = switch (facts.identity()) {
            case 'n' -> "has REPLICA IDENTITY NOTHING";
            case 'i' -> facts.identified() ? null : "has lost the index of its replica identity";
            case 'f' -> facts.identified() ? null : "has REPLICA IDENTITY FULL but " + primaryKeyWanting("no");
            default -> facts.identified() ? null : "has " + primaryKeyWanting("neither a replica identity index nor a");
        };
        if (wanting != null) {
            report(
                    ErrorCode.TABLE_WITHOUT_KEY,
                    "The table " + table.name() + " " + wanting + ", so its rows cannot be told apart.",
                    facts.identity() == 'n' && schema.hasKey()
                            ? "ALTER TABLE " + quoted + " REPLICA IDENTITY DEFAULT;"
                            : "ALTER TABLE " + quoted
                                    + " ADD PRIMARY KEY (...), not deferrable; or, with a unique index over columns"
                                    + " that are NOT NULL: ALTER TABLE " + quoted
                                    + " REPLICA IDENTITY USING INDEX its_name;");
        }
    }

    private String primaryKeyWanting(String none) {
        return facts.deferrable()
                ? "a primary key that is DEFERRABLE, which several rows may share for a while"
                : none + " primary key";
    }

    /** What the server computes is not in its log, and some servers refuse to change rows that they cannot publish. */
    private void computed(boolean publishes) {
        String keys = schema.columns().stream()
                .filter(column -> column.isKey() && column.isGenerated())
                .map(Column::name)
                .collect(Collectors.joining(", "));
        if (!keys.isEmpty()) {
            report(
                    ErrorCode.TABLE_WITHOUT_KEY,
                    "The key of table " + table.name() + " has the generated columns " + keys
                            + ", whose values are not in the source's log, so its rows cannot be told apart.",
                    "With a unique index over ordinary columns that are NOT NULL: ALTER TABLE " + quoted
                            + " REPLICA IDENTITY USING INDEX its_name;");
        } else if (facts.frozen() && publishes) {
            report(
                    ErrorCode.TABLE_UNFIT,
                    "The table " + table.name() + " has REPLICA IDENTITY FULL and generated columns: once it is in a"
                            + " publication, the source itself refuses every UPDATE and DELETE of its rows.",
                    "ALTER TABLE " + quoted + " REPLICA IDENTITY DEFAULT;");
        }
    }

    /** The server fails in the middle of its stream when such a column comes, whether or not it is excluded here. */
    private void binaryForm() {
        for (Column column : schema.columns()) {
            if (column.encoding() == Encoding.TEXT && facts.sent().contains(column.name()) && !column.isGenerated()) {
                report(
                        ErrorCode.TABLE_UNFIT,
                        "The column " + column.name() + " of table " + table.name() + " has the type " + column.type()
                                + ", which contains a type without binary form: the server cannot stream it.",
                        "Give the column another type, such as text, or leave the table out.");
            }
        }
    }

    private void partitions() {
        if (!facts.oddParts().isEmpty()) {
            report(
                    ErrorCode.TABLE_UNFIT,
                    "Partitions of table " + table.name()
                            + " are foreign tables or have another REPLICA IDENTITY than the" + " table: "
                            + String.join(", ", new TreeSet<>(facts.oddParts())) + ".",
                    "ALTER TABLE the partition REPLICA IDENTITY as the partitioned table has it; detach foreign ones.");
        }
    }

    private void report(ErrorCode code, String sentence, String remedy) {
        problems.add(new Problem(code, table.name().toString(), sentence, remedy));
    }

    private static Problem missing(TableName table) {
        return new Problem(
                ErrorCode.TABLE_MISSING,
                table.toString(),
                "The table " + table + " does not exist at the source.",
                "Create it, correct its name (schema.table, case matters), or take it out of the mirror.");
    }
}
