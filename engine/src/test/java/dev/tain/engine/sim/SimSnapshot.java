package dev.tain.engine.sim;

import dev.tain.connector.Snapshot;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.LinkedHashMap;
import java.util.Map;

/** The source's tables at one instant. It is gone when it is closed, when its owner dies, or when it is lost. */
final class SimSnapshot implements Snapshot {
    private final SourceServer server;
    private final Caller owner;
    private final Position position;
    private final String name;
    private final Map<TableName, SourceTable> tables = new LinkedHashMap<>();
    private boolean closed;

    SimSnapshot(SourceServer server, Caller owner, Position position) {
        this.server = server;
        this.owner = owner;
        this.position = position;
        this.name = "snapshot " + server.taken().size();
        server.tables().forEach((table, state) -> tables.put(table, state.copy()));
        server.world().opened(this, owner);
    }

    SourceTable table(TableName table) {
        return tables.getOrDefault(table, server.table(table));
    }

    boolean isOpen() {
        return !closed && !owner.isDead();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public boolean isAlive() {
        return server.world()
                .call(
                        owner,
                        ErrorCode.POSTGRES_CONNECTION_LOST,
                        "is the snapshot alive",
                        () -> server.findSnapshot(name) != null);
    }

    @Override
    public void close() {
        closed = true;
        server.close(this);
        server.world().closed(this);
    }

    @Override
    public String toString() {
        return name + " of " + owner;
    }
}
