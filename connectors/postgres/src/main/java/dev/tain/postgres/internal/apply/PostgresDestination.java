package dev.tain.postgres.internal.apply;

import dev.tain.connector.Applier;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowForm;
import dev.tain.connector.TableContract;
import dev.tain.model.Peer;
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.compare.DestinationTables;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A PostgreSQL database that mirrors are written to. Opens a connection for each piece of work; safe for any
 * thread.
 */
public final class PostgresDestination implements Destination {
    private static final String DEFAULT_METADATA_SCHEMA = "_tain";

    private final Connections connections;
    private final String metadataSchema;
    private final Set<TableName> overwritten = ConcurrentHashMap.newKeySet();

    private PostgresDestination(Connections connections, String metadataSchema) {
        this.connections = connections;
        this.metadataSchema = metadataSchema;
    }

    /** The destination of a peer; its option {@code metadata_schema} says where the bookkeeping is. */
    public static PostgresDestination of(Peer peer, Connections connections) {
        String schema = peer.option("metadata_schema").map(String::strip).orElse("");
        return new PostgresDestination(connections, schema.isEmpty() ? DEFAULT_METADATA_SCHEMA : schema);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private <T> T inSession(String doing, Work<T> work) {
        try (Session session = Session.open(connections)) {
            return work.run(session);
        } catch (SQLException e) {
            throw Errors.translate(e, doing);
        }
    }

    /** The first schema of the user's search path, which connections of ours switch off. */
    @Override
    public String defaultSchema() {
        return inSession("asking for the default schema", session -> {
            session.begin();
            session.run("SET LOCAL search_path TO DEFAULT");
            String schema = session.query("SELECT coalesce(current_schema(), 'public')")
                    .getFirst()
                    .getFirst();
            session.rollback();
            return schema;
        });
    }

    @Override
    public List<Problem> check(List<MappedTable> tables, boolean mustBeEmpty) {
        return inSession(
                "checking tables",
                session -> new DestinationCheck(session, metadataSchema, connections.user()).run(tables, mustBeEmpty));
    }

    @Override
    public List<TableContract> contracts(List<MappedTable> tables) {
        return Contracts.of(tables);
    }

    @Override
    public void prepare(String mirror, List<MappedTable> tables) {
        inSession("preparing tables", session -> {
            new Preparation(session, metadataSchema).run(bookkeeping(mirror), tables);
            return true;
        });
    }

    @Override
    public Applier applier(String mirror, long epoch) {
        return PostgresApplier.open(Session.open(connections), bookkeeping(mirror), epoch);
    }

    @Override
    public ChunkWriter chunkWriter(String mirror, long epoch) {
        return new PostgresChunkWriter(() -> Session.open(connections), bookkeeping(mirror), epoch, overwritten);
    }

    @Override
    public Optional<Position> position(String mirror) {
        return inSession("reading a mirror's position", session -> {
            if (!Preparation.exists(session, metadataSchema)) {
                return Optional.empty();
            }
            List<List<String>> rows = session.query(bookkeeping(mirror).position());
            return rows.isEmpty() || rows.getFirst().getFirst().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Position.parse(rows.getFirst().getFirst()));
        });
    }

    @Override
    public RowForm form(MappedTable table) {
        return DestinationTables.form(connections, table);
    }

    @Override
    public ComparedTable compared(MappedTable table) {
        return DestinationTables.open(connections, table);
    }

    @Override
    public void clear(String mirror, long epoch, MappedTable table) {
        Bookkeeping bookkeeping = bookkeeping(mirror);
        try (Session session = Session.open(connections)) {
            session.begin();
            new Emptying(session, new Tables(session).writer(table)).removeAll();
            session.commit(bookkeeping.removeChunks(table.name()), bookkeeping.check(epoch));
        } catch (SQLException e) {
            throw Bookkeeping.translate(
                    e, epoch, "emptying " + table.destination().name());
        }
    }

    @Override
    public void forget(String mirror, long epoch, TableName source) {
        Bookkeeping bookkeeping = bookkeeping(mirror);
        remove(
                mirror,
                epoch,
                "forgetting a table",
                List.of(bookkeeping.removeChunks(source), bookkeeping.removeHeld(source)));
    }

    @Override
    public void resetSequences(List<TableName> tables) {
        inSession("setting sequences", session -> {
            new Sequences(session).reset(tables);
            return true;
        });
    }

    @Override
    public void drop(String mirror, long epoch) {
        remove(
                mirror,
                epoch,
                "dropping a mirror's bookkeeping",
                bookkeeping(mirror).remove());
    }

    private void remove(String mirror, long epoch, String doing, List<String> statements) {
        try (Session session = Session.open(connections)) {
            if (Preparation.exists(session, metadataSchema)) {
                session.begin();
                session.run(bookkeeping(mirror).checkNoneLater(epoch));
                session.commit(statements.toArray(new String[0]));
            }
        } catch (SQLException e) {
            throw Bookkeeping.translate(e, epoch, doing);
        }
    }

    private Bookkeeping bookkeeping(String mirror) {
        return new Bookkeeping(metadataSchema, mirror);
    }
}
