package dev.tain.engine.sim;

import dev.tain.connector.Chunk;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.store.ChunkRecord;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the catalog keeps about one mirror. It does not fail; connections to it do, see {@link SimStores}. */
public final class CatalogServer {
    private final World world;
    private final Map<TableName, TableProgress> progress = new LinkedHashMap<>();
    private final Map<TableName, List<ChunkRecord>> chunks = new LinkedHashMap<>();
    private final Map<TableName, TableStop> stops = new LinkedHashMap<>();
    private final Runnable onCreation;
    private MirrorRecord record;
    private boolean streamMade;
    private String owner = "";
    private long epoch;
    private long expiresAt;

    /** @param onCreation what a person does before making a mirror anew */
    public CatalogServer(World world, MirrorConfig config, Runnable onCreation) {
        this.world = world;
        this.onCreation = onCreation;
        this.record = new MirrorRecord(
                1, config, MirrorWish.RUN, DropOptions.NONE, MirrorState.CREATED, Optional.empty(), 1, 0);
    }

    World world() {
        return world;
    }

    // ---- the mirror

    public MirrorRecord record() {
        return record;
    }

    /** A person asks for something. */
    public void ask(MirrorConfig config, MirrorWish wish) {
        DropOptions options = wish == MirrorWish.DROP ? new DropOptions(world.oneIn(2), false) : DropOptions.NONE;
        record = new MirrorRecord(
                record.id(), config, wish, options, record.state(), record.trouble(), record.revision() + 1, 0);
    }

    void report(MirrorState state) {
        record = new MirrorRecord(
                record.id(),
                record.config(),
                record.wish(),
                record.dropOptions(),
                state,
                Optional.empty(),
                record.revision(),
                0);
    }

    /** The mirror is gone with all that was kept about it, and a person makes it anew. */
    void delete() {
        world.count(Event.DROPPED);
        progress.clear();
        stops.clear();
        chunks.clear();
        streamMade = false;
        owner = "";
        record = new MirrorRecord(
                record.id() + 1,
                record.config(),
                MirrorWish.RUN,
                DropOptions.NONE,
                MirrorState.CREATED,
                Optional.empty(),
                1,
                0);
        onCreation.run();
    }

    // ---- the lease

    OptionalLong acquire(String who, long millis) {
        long now = world.clock().millis();
        if (!owner.equals(who) && !owner.isEmpty() && expiresAt > now) {
            return OptionalLong.empty();
        }
        if (!owner.equals(who) && !owner.isEmpty()) {
            world.count(Event.TAKEN_OVER);
        }
        owner = who;
        expiresAt = now + millis;
        return OptionalLong.of(++epoch);
    }

    boolean renew(String who, long held, long millis) {
        boolean current = owner.equals(who) && epoch == held;
        expiresAt = current ? world.clock().millis() + millis : expiresAt;
        return current;
    }

    void release(String who) {
        owner = owner.equals(who) ? "" : owner;
    }

    void releaseIf(String who, long held) {
        owner = owner.equals(who) && epoch == held ? "" : owner;
    }

    /** Whether a mirror is held with this epoch. */
    public boolean isCurrent(long writer) {
        return writer == epoch && !owner.isEmpty();
    }

    void requireCurrent(long writer) {
        if (!isCurrent(writer)) {
            world.count(Event.FENCED_CATALOG);
            throw new TainException(ErrorCode.LEASE_LOST, "epoch " + writer + " is not " + epoch, "nothing");
        }
    }

    // ---- progress

    boolean isStreamMade() {
        return streamMade;
    }

    void streamMade() {
        streamMade = true;
    }

    public Map<TableName, TableProgress> progress() {
        return progress;
    }

    void remove(TableName table) {
        stops.remove(table);
        progress.remove(table);
        chunks.remove(table);
    }

    public Map<TableName, TableStop> stops() {
        return stops;
    }

    void stop(TableStop stop) {
        world.count(Event.TABLE_STOPPED);
        stops.put(stop.table(), stop);
        progress.computeIfPresent(stop.table(), (name, known) -> known.withPhase(TablePhase.QUARANTINED));
    }

    void goOn(TableProgress table) {
        world.count(Event.TABLE_WENT_ON);
        stops.remove(table.source());
        progress.put(table.source(), table);
    }

    /** A person asks for a retry of all tables that have stopped. */
    public void retry() {
        stops.replaceAll((table, stop) -> stop.retried());
    }

    void plan(TableName table, List<Chunk> planned) {
        chunks.put(
                table,
                new ArrayList<>(planned.stream()
                        .map(chunk -> new ChunkRecord(chunk, false, 0, 0))
                        .toList()));
    }

    List<ChunkRecord> chunks(TableName table) {
        return List.copyOf(chunks.getOrDefault(table, List.of()));
    }

    void chunkDone(Chunk chunk, long rows, long millis) {
        List<ChunkRecord> planned = chunks.getOrDefault(chunk.table(), List.of());
        for (int i = 0; i < planned.size(); i++) {
            if (planned.get(i).chunk().equals(chunk)) {
                planned.set(i, new ChunkRecord(chunk, true, rows, millis));
                return;
            }
        }
        throw new TainException(ErrorCode.CHUNK_STALE, chunk + " is no longer planned", "nothing");
    }
}
