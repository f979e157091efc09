package dev.tain.engine.sim;

import dev.tain.model.Lsn;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory: tables, a log of transactions, a publication, one slot, exported snapshots. It does not fail;
 * connections to it do, see {@link SimSource}.
 */
public final class SourceServer {
    private final World world;
    private final Map<TableName, SourceTable> tables = new LinkedHashMap<>();
    private final List<Commit> log = new ArrayList<>();
    private final Set<TableName> published = new LinkedHashSet<>();
    private final Set<SourceTransaction> open = new LinkedHashSet<>();
    private final Set<SimSnapshot> snapshots = new HashSet<>();
    private final List<SimSnapshot> taken = new ArrayList<>();
    private @Nullable Slot slot;
    private long end = 1_000;

    /** The resume point that the source keeps. */
    static final class Slot {
        private long confirmed;
        private @Nullable SimStream active;

        Slot(long confirmed) {
            this.confirmed = confirmed;
        }

        long confirmed() {
            return confirmed;
        }

        void confirm(long position) {
            confirmed = Math.max(confirmed, position);
        }

        @Nullable
        SimStream active() {
            return active;
        }

        void activate(@Nullable SimStream stream) {
            active = stream;
        }
    }

    public SourceServer(World world) {
        this.world = world;
    }

    World world() {
        return world;
    }

    public void create(TableSchema schema) {
        tables.put(schema.name(), new SourceTable(schema));
    }

    public Collection<TableName> names() {
        return tables.keySet();
    }

    SourceTable table(TableName name) {
        SourceTable table = tables.get(name);
        if (table == null) {
            throw World.violation("no source table " + name);
        }
        return table;
    }

    Map<TableName, SourceTable> tables() {
        return tables;
    }

    List<Commit> log() {
        return log;
    }

    Set<TableName> published() {
        return published;
    }

    public void publish(Collection<TableName> names) {
        published.clear();
        published.addAll(names);
    }

    // ---- transactions

    public SourceTransaction begin() {
        SourceTransaction transaction = new SourceTransaction(this);
        open.add(transaction);
        return transaction;
    }

    Collection<SourceTransaction> open() {
        return open;
    }

    void commit(SourceTransaction transaction) {
        if (open.remove(transaction)) {
            transaction.apply();
            append(transaction.changes());
        }
    }

    /** Everything that is in progress comes to its end. */
    void finishTransactions() {
        List.copyOf(open).forEach(this::commit);
    }

    /** Whoever wants to read a table that is being truncated waits until that is over. */
    void awaitLock(TableName table) {
        List.copyOf(open).stream()
                .filter(transaction -> transaction.hasTruncated(table))
                .forEach(this::commit);
    }

    void append(List<Change> changes) {
        end += 8L * (1 + world.below(9));
        log.add(new Commit(end, world.clock().millis() * 1_000, List.copyOf(changes)));
        world.tell("source: commit of " + changes.size() + " changes ends at " + new Lsn(end));
        changes.forEach(change -> world.detail(change::toString));
    }

    /** The log's end, and at times a little more that is no commit. */
    long position() {
        if (world.oneIn(4)) {
            end += 8;
        }
        return end;
    }

    /** The end of the last commit that changed something; 0 before. */
    public long lastChange() {
        return log.reversed().stream()
                .filter(commit -> !commit.changes().isEmpty())
                .mapToLong(Commit::end)
                .findFirst()
                .orElse(0);
    }

    // ---- slot and snapshots

    @Nullable
    Slot slot() {
        return slot;
    }

    /** Makes the slot stand where the log ends; an older one of the name is gone. */
    public void createSlot() {
        slot = new Slot(end);
    }

    public void dropSlot() {
        slot = null;
    }

    SimSnapshot export(Caller owner) {
        SimSnapshot snapshot = new SimSnapshot(this, owner, new Lsn(end));
        snapshots.add(snapshot);
        taken.add(snapshot);
        return snapshot;
    }

    void close(SimSnapshot snapshot) {
        snapshots.remove(snapshot);
    }

    @Nullable
    SimSnapshot findSnapshot(String name) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.name().equals(name) && snapshot.isOpen())
                .findFirst()
                .orElse(null);
    }

    /** Whether a snapshot is open, so that old versions of rows cannot be cleaned up. */
    public boolean isHeldBack() {
        return snapshots.stream().anyMatch(SimSnapshot::isOpen);
    }

    /** All snapshots that were ever exported. */
    List<SimSnapshot> taken() {
        return taken;
    }

    /** The connections of exported snapshots break. */
    public void loseSnapshots() {
        snapshots.clear();
    }
}
