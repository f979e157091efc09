package dev.tain.postgres.internal.setup;

import dev.tain.connector.StreamSpec;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.TableDescriber;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects everything about a source that would keep a mirror from working. Changes nothing. */
public final class SourceCheck {
    private SourceCheck() {}

    /** @param streams whether changes are to be streamed; a snapshot alone needs less */
    public static List<Problem> run(Connection connection, StreamSpec spec, boolean streams) {
        List<TableSchema> tables = TableDescriber.describe(connection, spec.tableNames());
        Map<TableName, TableFacts> facts = TableFacts.read(connection, spec.tableNames());
        ServerFacts server = ServerFacts.read(connection);
        List<Problem> problems = new ArrayList<>();
        problems.addAll(ServerCheck.version(server));
        problems.addAll(TableCheck.run(spec, tables, facts, streams));
        if (streams) {
            problems.addAll(ServerCheck.streaming(server));
            problems.addAll(SlotCheck.run(connection, spec, server));
            problems.addAll(PublicationCheck.run(connection, spec, tables));
            if (spec.ownsPublication()) {
                problems.addAll(PublicationCheck.mayMake(spec, server, facts));
            }
        }
        return List.copyOf(problems);
    }

    /** The part that is about tables, for adding some to a stream that exists. */
    public static List<Problem> tables(Connection connection, StreamSpec spec) {
        List<TableSchema> tables = TableDescriber.describe(connection, spec.tableNames());
        Map<TableName, TableFacts> facts = TableFacts.read(connection, spec.tableNames());
        List<Problem> problems = new ArrayList<>(TableCheck.run(spec, tables, facts, true));
        problems.addAll(
                spec.ownsPublication()
                        ? PublicationCheck.notOwned(spec, ServerFacts.read(connection), facts)
                        : PublicationCheck.run(connection, spec, tables));
        return List.copyOf(problems);
    }

    /**
     * What is wrong with the publication: that it exists when it is to be made, or does not give what the mirror needs.
     */
    public static List<Problem> publication(Connection connection, StreamSpec spec) {
        return PublicationCheck.run(connection, spec, TableDescriber.describe(connection, spec.tableNames()));
    }
}
