package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.Snapshot;
import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.ChangeBatch;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * What the suites of the source's contract share: tables, a stream over them, and the reading of it. Each suite is an
 * abstract class; a connector runs it by extending it. The statements are of the simplest SQL.
 */
public abstract class SourceContract {
    protected static final String SLOT = "contract_slot";
    protected static final String PUBLICATION = "contract_publication";

    private final List<AutoCloseable> opened = new ArrayList<>();

    protected abstract Source source();

    /** Runs statements in one transaction. */
    protected abstract void transaction(String... statements);

    /** The schema in which a table without one is made. */
    protected abstract String schema();

    /** Runs each statement in a transaction of its own. */
    protected final void execute(String... statements) {
        for (String statement : statements) {
            transaction(statement);
        }
    }

    /** Makes a table {@code (id bigint primary key, name text)}. */
    protected final TableName makeTable(String name) {
        execute("create table " + name + " (id bigint primary key, name text)");
        return new TableName(schema(), name);
    }

    protected static StreamSpec spec(TableName... tables) {
        return new StreamSpec(
                SLOT,
                true,
                PUBLICATION,
                true,
                List.of(tables).stream()
                        .map(table -> new SourceTable(table, Set.of()))
                        .toList());
    }

    /** Publishes the tables and creates the stream's resume point. */
    protected final StreamSpec publish(TableName... tables) {
        StreamSpec spec = spec(tables);
        source().publish(spec, 1);
        source().createStream(spec).close();
        return spec;
    }

    protected final ChangeStream stream(StreamSpec spec, @Nullable Position from) {
        ChangeStream stream = source().stream(spec, from);
        opened.add(stream);
        return stream;
    }

    protected final Snapshot opened(Snapshot snapshot) {
        opened.add(snapshot);
        return snapshot;
    }

    /** Everything that was committed until now. */
    protected final ChangeBatch drain(ChangeStream stream) {
        return StreamDrain.until(stream, source().heartbeat());
    }

    protected final TableSchema describe(TableName table) {
        List<TableSchema> found = source().describe(List.of(table));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** The buffer's rows as sorted texts. */
    protected static List<String> sorted(RowBuffer rows) {
        return RowTexts.of(rows).stream().sorted().toList();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }
}
