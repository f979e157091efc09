package dev.tain.postgres.internal.source;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkSize;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowForm;
import dev.tain.connector.RowKey;
import dev.tain.connector.Snapshot;
import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Log;
import dev.tain.postgres.internal.TableDescriber;
import dev.tain.postgres.internal.compare.SourceTables;
import dev.tain.postgres.internal.setup.Publications;
import dev.tain.postgres.internal.setup.SourceCheck;
import dev.tain.postgres.internal.slot.Slots;
import dev.tain.postgres.internal.snapshot.ChunkPlanner;
import dev.tain.postgres.internal.snapshot.KeyLookup;
import dev.tain.postgres.internal.snapshot.PostgresChunkReader;
import dev.tain.postgres.internal.snapshot.Snapshots;
import dev.tain.postgres.internal.stream.Streams;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PostgreSQL as a source. Holds no connection: each call opens what it needs. */
public final class PostgresSource implements Source {
    private static final Duration DROP_LIMIT = Duration.ofSeconds(10);

    private final Connections connections;

    public PostgresSource(Connections connections) {
        this.connections = connections;
    }

    @Override
    public List<TableSchema> describe(Collection<TableName> tables) {
        return connected(connection -> TableDescriber.describe(connection, tables));
    }

    @Override
    public List<Problem> check(StreamSpec spec, boolean streams) {
        return connected(connection -> SourceCheck.run(connection, spec, streams));
    }

    @Override
    public List<Problem> checkTables(StreamSpec spec) {
        return connected(connection -> SourceCheck.tables(connection, spec));
    }

    /** A publication of the user's is only looked at. */
    @Override
    public void publish(StreamSpec spec, long epoch) {
        connected(connection -> {
            if (spec.ownsPublication()) {
                Publications.publish(connection, spec, epoch);
            } else {
                SourceCheck.publication(connection, spec).stream().findFirst().ifPresent(problem -> {
                    throw problem.asException();
                });
            }
            return spec;
        });
    }

    @Override
    public void settle() {
        connected(connection -> {
            Log.settle(connection);
            return connection;
        });
    }

    /** True also for a slot that cannot be used any more; {@link #stream} tells why. */
    @Override
    public boolean hasStream(StreamSpec spec) {
        return connected(connection -> slots(connection).find(spec.slot()).isPresent());
    }

    @Override
    public Snapshot createStream(StreamSpec spec) {
        return spec.ownsSlot()
                ? Snapshots.withNewSlot(connections, spec.slot())
                : Snapshots.besideSlot(connections, spec.slot());
    }

    @Override
    public Snapshot snapshot() {
        return Snapshots.now(connections);
    }

    @Override
    public List<Chunk> plan(TableName table, ChunkSize size) {
        return connected(connection -> ChunkPlanner.plan(connection, table, size));
    }

    @Override
    public ChunkReader read(Chunk chunk, TableSchema carried, @Nullable String snapshot) {
        return PostgresChunkReader.open(connections, chunk, carried, snapshot);
    }

    @Override
    public ChangeStream stream(StreamSpec spec, @Nullable Position from) {
        return Streams.open(connections, spec, from);
    }

    @Override
    public RowBuffer lookup(TableSchema carried, List<RowKey> keys) {
        return KeyLookup.lookup(connections, carried, keys);
    }

    @Override
    public RowBuffer keys(TableSchema carried, List<RowKey> keys) {
        return KeyLookup.keys(connections, carried, keys);
    }

    @Override
    public ComparedTable compared(MappedTable table, RowForm form) {
        return SourceTables.open(connections, table, form);
    }

    @Override
    public boolean settle(long millis) {
        return connected(connection -> Log.settle(connection, millis));
    }

    @Override
    public Position position() {
        return connected(Log::position);
    }

    @Override
    public Position heartbeat() {
        return connected(Log::heartbeat);
    }

    @Override
    public void drop(StreamSpec spec) {
        connected(connection -> {
            if (spec.ownsSlot()) {
                slots(connection).drop(spec.slot(), DROP_LIMIT);
            }
            if (spec.ownsPublication()) {
                Publications.drop(connection, spec.publication());
            }
            return spec;
        });
    }

    private Slots slots(Connection connection) {
        return new Slots(connection, connections.applicationName());
    }

    private <T> T connected(Function<Connection, T> work) {
        try (Connection connection = connections.open()) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw Errors.translate(e, "closing a connection");
        }
    }
}
