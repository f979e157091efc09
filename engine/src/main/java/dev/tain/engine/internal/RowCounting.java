package dev.tain.engine.internal;

import dev.tain.connector.Observer;
import dev.tain.connector.Observer.Counted;
import dev.tain.connector.Observer.RowCount;
import dev.tain.engine.HistoryService;
import dev.tain.engine.HistoryService.BothCounts;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Counts the rows of a mirror's tables at both ends, at the same time. */
final class RowCounting {
    private final Peers peers;
    private final Connectors connectors;

    RowCounting(Peers peers, Connectors connectors) {
        this.peers = peers;
        this.connectors = connectors;
    }

    /** @param wanted source tables; none for all */
    List<BothCounts> count(MirrorRecord mirror, List<TableName> wanted) {
        MirrorConfig config = mirror.config();
        Peer from = postgres("source", config.source());
        Peer to = postgres("destination", config.destination());
        List<TableMapping> tables = chosen(config, wanted);
        List<Counted> sources =
                tables.stream().map(table -> new Counted(table.source(), "")).toList();
        String schema = connectors.of(to).destination(to, config.name()).defaultSchema();
        List<Counted> destinations = tables.stream()
                .map(table -> new Counted(table.destination().withDefaultSchema(schema), config.softDeleteColumn()))
                .toList();
        return both(
                connectors.of(from).observer(from), sources, connectors.of(to).observer(to), destinations);
    }

    private Peer postgres(String role, String name) {
        Peer peer = peers.find(name);
        if (peer.type() != PeerType.POSTGRES) {
            throw new TainException(
                    ErrorCode.REQUEST_INVALID,
                    role + " peer " + name + " is not PostgreSQL",
                    "compare the tables with mirrors/verify, which also knows other systems");
        }
        return peer;
    }

    private static List<TableMapping> chosen(MirrorConfig config, List<TableName> wanted) {
        Set<TableName> present =
                config.tables().stream().map(TableMapping::source).collect(Collectors.toSet());
        for (TableName table : wanted) {
            if (!present.contains(table)) {
                throw new TainException(
                        ErrorCode.REQUEST_INVALID,
                        "mirror " + config.name() + " has no table " + table,
                        "name source tables that mirrors/status shows");
            }
        }
        return config.tables().stream()
                .filter(table -> wanted.isEmpty() || wanted.contains(table.source()))
                .toList();
    }

    private static List<BothCounts> both(
            Observer from, List<Counted> sources, Observer to, List<Counted> destinations) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<RowCount>> atSource = threads.submit(() -> from.count(sources, HistoryService.COUNT_LIMIT));
            Future<List<RowCount>> atDestination =
                    threads.submit(() -> to.count(destinations, HistoryService.COUNT_LIMIT));
            return paired(atSource.get(), atDestination.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TainException ours ? ours : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TainException(
                    ErrorCode.INTERNAL, "interrupted while counting rows", "ask again once the server is up", e);
        }
    }

    private static List<BothCounts> paired(List<RowCount> sources, List<RowCount> destinations) {
        List<BothCounts> counts = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            RowCount source = sources.get(i);
            RowCount destination = destinations.get(i);
            counts.add(new BothCounts(
                    source.name(),
                    destination.name(),
                    source.rows(),
                    destination.rows(),
                    source.exact(),
                    destination.exact()));
        }
        return counts;
    }
}
