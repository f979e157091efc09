package dev.tain.engine.internal;

import dev.tain.engine.HistoryService;
import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.HistoryService.LogLine;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.Page;
import dev.tain.engine.core.RateGraph;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorStore;
import dev.tain.engine.store.ProgressStore.ChunkTotals;
import dev.tain.engine.store.Stores;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@link HistoryService} over what is stored. */
final class Histories implements HistoryService {
    private static final Counts NONE = new Counts(0, 0, 0);

    private final Stores stores;
    private final RowCounting counting;
    private final Clock clock;

    Histories(Stores stores, RowCounting counting, Clock clock) {
        this.stores = stores;
        this.counting = counting;
        this.clock = clock;
    }

    @Override
    public Page<BatchRecord> batches(String mirror, Page.Wish wish) {
        known(mirror);
        return stores.history().batches(mirror, wish);
    }

    @Override
    public List<TableCounts> changes(String mirror) {
        Optional<MirrorConfig> config = known(mirror).map(MirrorRecord::config);
        Map<TableName, Counts> bySource = new HashMap<>(stores.history().changes(mirror));
        Map<TableName, Counts> byDestination = new TreeMap<>();
        for (TableMapping table : config.map(MirrorConfig::tables).orElse(List.of())) {
            Counts counts = bySource.remove(table.source());
            byDestination.merge(table.destination(), counts == null ? NONE : counts, Counts::plus);
        }
        bySource.forEach((table, counts) -> byDestination.merge(table, counts, Counts::plus));
        return byDestination.entrySet().stream()
                .map(entry -> new TableCounts(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public long rowsCopied(String mirror) {
        known(mirror);
        return stores.progress().totals(mirror).stream()
                .mapToLong(ChunkTotals::rows)
                .sum();
    }

    @Override
    public List<Bucket> rate(String mirror, Width width, int count) {
        known(mirror);
        long now = clock.millis();
        List<Bucket> counts = stores.history().rate(mirror, RateGraph.spans(width), RateGraph.start(width, count, now));
        return RateGraph.buckets(width, count, now, counts);
    }

    @Override
    public Page<LogLine> logs(String namePart, Optional<Level> level, Page.Wish wish) {
        return stores.history().logs(namePart, level, wish);
    }

    @Override
    public List<BothCounts> rowCounts(String mirror, List<TableName> tables) {
        return counting.count(stores.mirrors().known(mirror), tables);
    }

    /** The mirror, when it is there still. */
    private Optional<MirrorRecord> known(String mirror) {
        Optional<MirrorRecord> record = stores.mirrors().find(mirror);
        if (record.isEmpty() && !stores.history().loggedMirrors().contains(mirror)) {
            throw MirrorStore.unknown(mirror);
        }
        return record;
    }
}
