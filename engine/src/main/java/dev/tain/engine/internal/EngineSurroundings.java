package dev.tain.engine.internal;

import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowKey;
import dev.tain.connector.Source;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.TablePhase;
import dev.tain.engine.internal.MirrorRunner.PeerLookup;
import dev.tain.engine.internal.verify.Surroundings;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.Stores;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.Peer;
import dev.tain.model.Position;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;

/** What comparisons may know and ask of the mirrors. */
final class EngineSurroundings implements Surroundings {
    private static final long REPAIR_MILLIS = 60_000;

    private final Stores stores;
    private final Connectors connectors;
    private final PeerLookup peers;
    private final Supervisor supervisor;

    EngineSurroundings(Stores stores, Connectors connectors, PeerLookup peers, Supervisor supervisor) {
        this.stores = stores;
        this.connectors = connectors;
        this.peers = peers;
        this.supervisor = supervisor;
    }

    @Override
    public Ends ends(String mirror) {
        MirrorRecord record = stores.mirrors().known(mirror);
        MirrorConfig config = record.config();
        Peer from = peers.find(config.source());
        Peer to = peers.find(config.destination());
        Source source = connectors.of(from).source(from, mirror);
        Destination destination = connectors.of(to).destination(to, mirror);
        List<TableSchema> described = source.describe(
                config.tables().stream().map(TableMapping::source).toList());
        List<MappedTable> tables = new TableMapper(config, destination.defaultSchema()).map(config.tables(), described);
        return new Ends(record.id(), source, destination, tables);
    }

    /** What is wished counts: a mirror that is about to pause does not move on. */
    @Override
    public Optional<MirrorState> state(String mirror, long id) {
        return stores.mirrors().find(mirror).filter(record -> record.id() == id).map(record -> switch (record.wish()) {
            case RUN -> record.state();
            case PAUSE -> MirrorState.PAUSED;
            case DROP -> MirrorState.DROPPING;
        });
    }

    @Override
    public boolean streams(String mirror, TableName table) {
        return stores.progress()
                .table(mirror, table)
                .filter(progress -> progress.phase() == TablePhase.STREAMING)
                .isPresent();
    }

    @Override
    public long estimatedRows(String mirror, TableName table) {
        return stores.progress().totals(mirror).stream()
                .filter(totals -> totals.table().equals(table))
                .mapToLong(totals -> Math.max(totals.rows(), totals.estimatedRows()))
                .sum();
    }

    @Override
    public Optional<Position> applied(String mirror) {
        return supervisor
                .gauge(mirror)
                .filter(gauge -> gauge.appliedOrder() != 0)
                .map(gauge -> new Lsn(gauge.appliedOrder()));
    }

    @Override
    public Hurry hurry(String mirror) {
        Optional<Gauge> gauge = supervisor.gauge(mirror);
        gauge.ifPresent(Gauge::waitBegan);
        return () -> gauge.ifPresent(Gauge::waitEnded);
    }

    @Override
    public void repair(String mirror, Source source, TableSchema table, List<RowKey> keys) throws InterruptedException {
        Gauge gauge = supervisor
                .gauge(mirror)
                .orElseThrow(() -> new TainException(
                        ErrorCode.REPAIR_FAILED,
                        "mirror " + mirror + " does not run in this process",
                        "ask the process that runs it"));
        RepairDesk.Request request = new RepairDesk.Request(table.name(), keys, source.keys(table, keys));
        gauge.repairs().ask(request, REPAIR_MILLIS);
    }
}
