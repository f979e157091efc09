package dev.tain.engine.sim;

import dev.tain.connector.Snapshot;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The source's tables at one instant. It is gone when it is closed, when its owner dies, or when it is lost. */
final class SimSnapshot implements Snapshot {
    private final SourceServer server;
    private final Caller maker;
    private final Caller owner;
    private final Position position;
    private final String name;
    private final Map<TableName, SourceTable> tables = new LinkedHashMap<>();
    private boolean closed;

    SimSnapshot(SourceServer server, Caller owner, Position position) {
        this.server = server;
        this.maker = owner;
        this.owner = owner.lasting();
        this.position = position;
        this.name = "snapshot " + server.taken().size();
        server.tables().forEach((table, state) -> tables.put(table, state.copy()));
        server.world().opened(this, owner.lasting());
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

    /** A connection that cannot be had to look says no, too. */
    @Override
    public boolean isAlive() {
        try {
            return server.world()
                    .call(owner, ErrorCode.POSTGRES_CONNECTION_LOST, "is the snapshot alive", this::isFound);
        } catch (TainException e) {
            return false;
        }
    }

    private boolean isFound() {
        boolean found = server.findSnapshot(name) != null;
        if (found && maker.isEnded()) {
            server.world().count(Event.RESTARTED_WITH_SNAPSHOT);
        }
        return found;
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
