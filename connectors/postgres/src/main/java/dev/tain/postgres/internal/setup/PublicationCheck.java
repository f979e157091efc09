package dev.tain.postgres.internal.setup;

import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.setup.Publication.Published;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the publication can be made, or gives what the mirror needs when it is the user's. */
final class PublicationCheck {
    private PublicationCheck() {}

    static List<Problem> run(Connection connection, StreamSpec spec, List<TableSchema> tables) {
        Optional<Publication> present = Publication.find(connection, spec.publication());
        String name = spec.publication();
        if (spec.ownsPublication()) {
            return present.stream().map(publication -> taken(name)).toList();
        }
        return present.map(publication -> gives(publication, spec, tables)).orElseGet(() -> List.of(missing(spec)));
    }

    /** Whether our user may make a publication of the tables, which only their owner may. */
    static List<Problem> mayMake(StreamSpec spec, ServerFacts server, Map<TableName, TableFacts> tables) {
        List<Problem> problems = new ArrayList<>();
        if (!server.mayCreate()) {
            problems.add(new Problem(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    server.database(),
                    "The user " + server.user() + " may not create a publication in the database " + server.database()
                            + ".",
                    "GRANT CREATE ON DATABASE " + Identifiers.quote(server.database()) + " TO "
                            + Identifiers.quote(server.user()) + "; or create a publication and name it: "
                            + create(spec)));
        }
        problems.addAll(notOwned(spec, server, tables));
        return problems;
    }

    /** Tables that our user may not put into a publication. */
    static List<Problem> notOwned(StreamSpec spec, ServerFacts server, Map<TableName, TableFacts> tables) {
        return tables.entrySet().stream()
                .filter(table -> !table.getValue().owned())
                .map(table -> new Problem(
                        ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                        table.getKey().toString(),
                        "The user " + server.user() + " does not own the table " + table.getKey()
                                + ", so it may not put it into a publication.",
                        "Let the owner create the publication, and name it in the mirror: " + create(spec)))
                .toList();
    }

    private static Problem taken(String name) {
        return new Problem(
                ErrorCode.POSTGRES_PUBLICATION_TAKEN,
                name,
                "The publication " + name + " exists already.",
                "DROP PUBLICATION " + Identifiers.quote(name)
                        + "; if nobody needs it, or name it in the mirror to use it as it is.");
    }

    private static Problem missing(StreamSpec spec) {
        return new Problem(
                ErrorCode.POSTGRES_PUBLICATION_MISSING,
                spec.publication(),
                "The publication " + spec.publication() + " does not exist.",
                create(spec) + " Or leave the publication's name empty.");
    }

    private static List<Problem> gives(Publication publication, StreamSpec spec, List<TableSchema> tables) {
        List<Problem> problems = new ArrayList<>();
        Set<String> lacking = new TreeSet<>(Publication.OPERATIONS);
        lacking.removeAll(publication.operations());
        if (!lacking.isEmpty()) {
            problems.add(incomplete(
                    spec,
                    spec.publication(),
                    "does not publish " + String.join(", ", lacking),
                    "SET (publish = 'insert, update, delete, truncate')"));
        }
        Map<TableName, Set<String>> excluded =
                spec.tables().stream().collect(Collectors.toMap(SourceTable::name, SourceTable::excluded));
        for (TableSchema table : tables) {
            TableSchema carried = table.carried(excluded.getOrDefault(table.name(), Set.of()));
            gives(publication, spec, carried).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> gives(Publication publication, StreamSpec spec, TableSchema carried) {
        TableName table = carried.name();
        Published published = publication.published().get(table);
        if (published == null) {
            return Optional.of(incomplete(
                    spec,
                    table.toString(),
                    "does not give the changes of the table " + table + " under its own name",
                    publication.viaRoot()
                            ? "ADD TABLE " + Identifiers.quote(table)
                            : "ADD TABLE " + Identifiers.quote(table)
                                    + ", or if the table is partitioned: SET (publish_via_partition_root = true)"));
        }
        if (published.filtered()) {
            return Optional.of(incomplete(
                    spec,
                    table.toString(),
                    "gives only some rows of the table " + table,
                    "DROP TABLE " + Identifiers.quote(table) + ", then ADD TABLE it without WHERE"));
        }
        Set<String> lacking =
                carried.columns().stream().map(Column::name).collect(Collectors.toCollection(TreeSet::new));
        lacking.removeAll(published.columns());
        if (published.columns().isEmpty() || lacking.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(incomplete(
                spec,
                table.toString(),
                "does not give the columns " + String.join(", ", lacking) + " of the table " + table,
                "DROP TABLE " + Identifiers.quote(table)
                        + ", then ADD TABLE it without a list of columns; or exclude the"
                        + " columns from the mirror"));
    }

    private static Problem incomplete(StreamSpec spec, String subject, String what, String change) {
        return new Problem(
                ErrorCode.POSTGRES_PUBLICATION_INCOMPLETE,
                subject,
                "The publication " + spec.publication() + " " + what + ".",
                "ALTER PUBLICATION " + Identifiers.quote(spec.publication()) + " " + change + ";");
    }

    private static String create(StreamSpec spec) {
        String tables = spec.tableNames().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        return "CREATE PUBLICATION " + Identifiers.quote(spec.publication()) + " FOR TABLE " + tables
                + " WITH (publish_via_partition_root = true);";
    }
}
