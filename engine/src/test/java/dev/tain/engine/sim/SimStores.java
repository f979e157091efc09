package dev.tain.engine.sim;

import dev.tain.connector.Chunk;
import dev.tain.connector.TableContract;
import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.HistoryService.LogLine;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.Page;
import dev.tain.engine.SkippedChange;
import dev.tain.engine.TableStop;
import dev.tain.engine.Trouble;
import dev.tain.engine.Verification;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.engine.store.ChunkRecord;
import dev.tain.engine.store.HistoryStore;
import dev.tain.engine.store.LeaseStore;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import dev.tain.engine.store.MirrorStore;
import dev.tain.engine.store.PeerStore;
import dev.tain.engine.store.ProgressStore;
import dev.tain.engine.store.StopStore;
import dev.tain.engine.store.Stores;
import dev.tain.engine.store.TableProgress;
import dev.tain.engine.store.VerificationStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The catalog as one caller reaches it. */
public final class SimStores {
    private final CatalogServer server;
    private final Caller caller;

    private SimStores(CatalogServer server, Caller caller) {
        this.server = server;
        this.caller = caller;
    }

    public static Stores of(CatalogServer server, Caller caller) {
        SimStores stores = new SimStores(server, caller);
        return new Stores(
                new Peers(),
                stores.new Mirrors(),
                stores.new Leases(),
                stores.new Progress(),
                stores.new History(),
                new Unverified(),
                stores.new Stops(),
                new UnusedStores.Samples(),
                new UnusedStores.Administration());
    }

    private <T> T call(String what, Supplier<T> effect) {
        return server.world().call(caller, ErrorCode.CATALOG_UNAVAILABLE, what, effect);
    }

    private void write(long epoch, String what, Runnable effect) {
        server.world().call(caller, ErrorCode.CATALOG_UNAVAILABLE, what, () -> {
            server.requireCurrent(epoch);
            effect.run();
        });
    }

    static AssertionError unused() {
        return World.violation("not part of the simulation");
    }

    private final class Mirrors implements MirrorStore {
        @Override
        public boolean insert(MirrorConfig config, long nowMillis) {
            throw unused();
        }

        @Override
        public Optional<MirrorRecord> find(String name) {
            return call("find mirror", () -> Optional.of(server.record()));
        }

        @Override
        public List<MirrorRecord> list() {
            throw unused();
        }

        @Override
        public boolean usesPeer(String peer) {
            throw unused();
        }

        @Override
        public boolean wish(String name, MirrorWish wish, DropOptions options) {
            throw unused();
        }

        @Override
        public boolean reconfigure(MirrorConfig config, MirrorWish wish, long revision) {
            throw unused();
        }

        @Override
        public void report(String name, long epoch, MirrorState state, Optional<Trouble> trouble) {
            write(epoch, "report " + state, () -> server.report(state));
        }

        @Override
        public void delete(String name, long epoch, boolean withHistory) {
            write(epoch, "delete mirror", server::delete);
        }
    }

    private final class Leases implements LeaseStore {
        @Override
        public OptionalLong acquire(String mirror, String owner, long millis) {
            return call("acquire lease for " + owner, () -> server.acquire(owner, millis));
        }

        @Override
        public boolean renew(String mirror, String owner, long epoch, long millis) {
            return call("renew lease of " + owner, () -> server.renew(owner, epoch, millis));
        }

        @Override
        public void require(String mirror, long epoch) {
            write(epoch, "is epoch " + epoch + " current", () -> {});
        }

        @Override
        public void release(String mirror, String owner, long epoch) {
            call("release lease of " + owner, () -> {
                server.releaseIf(owner, epoch);
                return owner;
            });
        }

        @Override
        public void releaseAll(String owner) {
            call("release all leases of " + owner, () -> {
                server.release(owner);
                return owner;
            });
        }
    }

    private final class Progress implements ProgressStore {
        @Override
        public boolean isStreamMade(String mirror) {
            return call("is the stream made", server::isStreamMade);
        }

        @Override
        public void streamMade(String mirror, long epoch) {
            write(epoch, "stream made", server::streamMade);
        }

        @Override
        public List<TableProgress> tables(String mirror) {
            return call("tables", () -> List.copyOf(server.progress().values()));
        }

        @Override
        public void put(String mirror, long epoch, TableProgress table) {
            write(epoch, "put " + table, () -> server.progress().put(table.source(), table));
        }

        @Override
        public void remove(String mirror, long epoch, TableName table) {
            write(epoch, "remove " + table, () -> server.remove(table));
        }

        @Override
        public void plan(String mirror, long epoch, TableName table, List<Chunk> chunks) {
            write(epoch, "plan " + table, () -> server.plan(table, chunks));
        }

        @Override
        public List<ChunkRecord> chunks(String mirror, TableName table) {
            return call("chunks", () -> server.chunks(table));
        }

        @Override
        public void chunkDone(String mirror, long epoch, Chunk chunk, long rows, long millis) {
            write(epoch, "chunk done " + chunk.id(), () -> server.chunkDone(chunk, rows, millis));
        }

        @Override
        public void contract(String mirror, long epoch, TableContract contract) {
            throw unused();
        }

        @Override
        public List<TableContract> contracts(String mirror) {
            throw unused();
        }

        @Override
        public List<ChunkTotals> totals(String mirror) {
            throw unused();
        }
    }

    private final class Stops implements StopStore {
        @Override
        public void stop(String mirror, long epoch, TableStop stop) {
            write(epoch, "stop " + stop.table() + " " + stop.number(), () -> server.stop(stop));
        }

        @Override
        public void goOn(String mirror, long epoch, TableProgress progress) {
            write(epoch, "let go on " + progress, () -> server.goOn(progress));
        }

        @Override
        public List<TableStop> stops(String mirror) {
            return call("stops of tables", () -> List.copyOf(server.stops().values()));
        }

        @Override
        public boolean retry(String mirror, TableName table, long number) {
            throw unused();
        }

        @Override
        public boolean skip(String mirror, SkippedChange change) {
            throw unused();
        }

        @Override
        public List<SkippedChange> skipped(String mirror) {
            return call("changes that are skipped", List::of);
        }
    }

    /** Nothing is compared in simulations of the engine. */
    private static final class Unverified implements VerificationStore {
        @Override
        public void put(Verification verification) {
            throw new AssertionError("nobody asked for " + verification);
        }

        @Override
        public Optional<Verification> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<Verification> of(String mirror) {
            return List.of();
        }

        @Override
        public List<TableVerification> last(String mirror) {
            return List.of();
        }
    }

    private final class History implements HistoryStore {
        @Override
        public void batch(
                String mirror,
                Position end,
                long startedAtMillis,
                long finishedAtMillis,
                Map<TableName, Counts> counts) {
            call("batch up to " + end, () -> end);
        }

        @Override
        public List<BatchRecord> batches(String mirror, int limit) {
            throw unused();
        }

        @Override
        public Page<BatchRecord> batches(String mirror, Page.Wish wish) {
            throw unused();
        }

        @Override
        public Map<TableName, Counts> changes(String mirror) {
            throw unused();
        }

        @Override
        public List<Bucket> rate(String mirror, Span span, long fromMillis) {
            throw unused();
        }

        @Override
        public Page<LogLine> logs(String namePart, Optional<Level> level, Page.Wish wish) {
            throw unused();
        }

        @Override
        public long rows(String mirror) {
            throw unused();
        }

        @Override
        public void log(String mirror, Level level, String text, long nowMillis) {
            call("log: " + text, () -> text);
        }

        @Override
        public List<LogLine> logs(String mirror, int limit) {
            throw unused();
        }

        @Override
        public List<String> loggedMirrors() {
            throw unused();
        }
    }

    private static final class Peers implements PeerStore {
        @Override
        public boolean insert(Peer peer) {
            throw unused();
        }

        @Override
        public void put(Peer peer) {
            throw unused();
        }

        @Override
        public Optional<Peer> find(String name) {
            throw unused();
        }

        @Override
        public List<Peer> list() {
            throw unused();
        }

        @Override
        public boolean delete(String name) {
            throw unused();
        }
    }
}
