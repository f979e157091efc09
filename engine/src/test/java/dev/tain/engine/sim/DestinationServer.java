package dev.tain.engine.sim;

import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory that one mirror is written to: its tables and the mirror's bookkeeping. It does not fail;
 * connections to it do.
 */
public final class DestinationServer {
    private final World world;
    private final Map<TableName, Map<List<String>, List<String>>> tables = new LinkedHashMap<>();
    private final Map<TableName, List<Block>> held = new LinkedHashMap<>();
    private final Set<Mark> marks = new HashSet<>();
    private final Map<TableName, Refusal> refusals = new LinkedHashMap<>();
    private boolean known;
    private long epoch;
    private @Nullable Position position;
    private long blocks;
    private int forgotten;
    private int emptied;

    /** Held changes. */
    record Block(long id, byte[] bytes) {}

    /** That a chunk is written. */
    record Mark(TableName table, String chunk) {}

    public DestinationServer(World world) {
        this.world = world;
    }

    World world() {
        return world;
    }

    // ---- bookkeeping

    void know() {
        known = true;
    }

    void forgetAll() {
        forgotten++;
        known = false;
        epoch = 0;
        position = null;
        held.clear();
        marks.clear();
    }

    /** Writers with a lower epoch can no longer write. */
    void takeOver(long writer) {
        requireCurrent(writer);
        epoch = writer;
    }

    void requireCurrent(long writer) {
        if (!isCurrent(writer)) {
            throw new TainException(ErrorCode.LEASE_LOST, "epoch " + writer + " is before " + epoch, "nothing");
        }
    }

    void requireNoneLater(long writer) {
        if (known) {
            requireCurrent(writer);
        }
    }

    boolean isCurrent(long writer) {
        return known && writer >= epoch;
    }

    @Nullable
    Position position() {
        return position;
    }

    /** {@link Position#order()} of what is durable; 0 for nothing. */
    public long durable() {
        return position == null ? 0 : position.order();
    }

    /** What is durable for a stream that begins now: after all is forgotten, whatever was said of it counts no more. */
    SimStream.Durable durability() {
        int before = forgotten;
        return () -> before == forgotten ? durable() : Long.MAX_VALUE;
    }

    void move(Position to) {
        if (position != null && to.isBefore(position)) {
            throw World.violation("the position goes back from " + position + " to " + to);
        }
        position = to;
    }

    Set<Mark> marks() {
        return marks;
    }

    List<Block> held(TableName source) {
        return held.computeIfAbsent(source, name -> new ArrayList<>());
    }

    long nextBlock() {
        return ++blocks;
    }

    // ---- what it does not take

    /** From now on a table takes no row of which this is true; every row for none at all. */
    public void refuse(TableName table, ErrorCode why, Predicate<List<String>> rows) {
        refusals.put(table, new Refusal(why, rows));
    }

    /** A person has put all right. */
    public void refuseNothing() {
        refusals.clear();
    }

    public boolean refuses() {
        return !refusals.isEmpty();
    }

    void check(TableName table, List<String> row) {
        Refusal refusal = refusals.get(table);
        if (refusal != null && refusal.rows().test(row)) {
            world.count(Event.REFUSED);
            throw new TainException(refusal.why(), table + " does not take " + row, "change one of them");
        }
    }

    private record Refusal(ErrorCode why, Predicate<List<String>> rows) {}

    void forget(TableName source) {
        marks.removeIf(mark -> mark.table().equals(source));
        held.remove(source);
    }

    // ---- tables

    void create(Collection<TableSchema> schemas) {
        schemas.forEach(schema -> tables.computeIfAbsent(schema.name(), name -> new LinkedHashMap<>()));
    }

    /** Rows by key. */
    public Map<List<String>, List<String>> table(TableName name) {
        Map<List<String>, List<String>> table = tables.get(name);
        if (table == null) {
            throw World.violation("no destination table " + name);
        }
        return table;
    }

    /**
     * A person empties the tables for a new mirror, and ends whoever still writes to them: when an earlier mirror was
     * dropped so that the destination was left alone, nothing fences its writers off.
     */
    public void emptyAll() {
        emptied++;
        tables.values().forEach(Map::clear);
    }

    int emptied() {
        return emptied;
    }

    /** A person empties a table, if there is such. */
    public void empty(TableName name) {
        tables.getOrDefault(name, new LinkedHashMap<>()).clear();
    }

    // ---- what must be so at the end

    /** Source tables of which something is kept. */
    public Set<TableName> remembered() {
        Set<TableName> names = new HashSet<>();
        marks.forEach(mark -> names.add(mark.table()));
        held.forEach((table, kept) -> {
            if (!kept.isEmpty()) {
                names.add(table);
            }
        });
        return names;
    }

    public boolean holdsChanges() {
        return held.values().stream().anyMatch(kept -> !kept.isEmpty());
    }

    @Override
    public String toString() {
        return "destination at " + new Lsn(durable()) + ", epoch " + epoch;
    }
}
