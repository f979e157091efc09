package dev.tain.server.internal.peerdb;

import dev.tain.engine.HistoryService;
import dev.tain.engine.HistoryService.BothCounts;
import dev.tain.engine.MirrorService;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.HistoryMessages.Counts;
import dev.tain.server.internal.peerdb.HistoryMessages.InitialLoadRequest;
import dev.tain.server.internal.peerdb.HistoryMessages.InitialLoadResponse;
import dev.tain.server.internal.peerdb.HistoryMessages.NameRequest;
import dev.tain.server.internal.peerdb.HistoryMessages.RowCounts;
import dev.tain.server.internal.peerdb.HistoryMessages.RowCountsRequest;
import dev.tain.server.internal.peerdb.HistoryMessages.RowCountsResponse;
import dev.tain.server.internal.peerdb.HistoryMessages.RowsRequest;
import dev.tain.server.internal.peerdb.HistoryMessages.RowsResponse;
import dev.tain.server.internal.peerdb.HistoryMessages.TableCounts;
import dev.tain.server.internal.peerdb.HistoryMessages.TotalsResponse;
import java.util.List;
import java.util.function.Supplier;

/** How many rows: changed, copied, and there. */
final class CountOperations {
    private final MirrorService mirrors;
    private final HistoryService histories;

    CountOperations(MirrorService mirrors, HistoryService histories) {
        this.mirrors = mirrors;
        this.histories = histories;
    }

    List<Route> routes() {
        return List.of(
                Operation.get("mirrors/cdc/table_total_counts/{flow_job_name}", NameRequest.class, this::totals),
                Operation.get("mirrors/total_rows_synced/{flow_job_name}", RowsRequest.class, this::rows),
                Operation.get(
                        "mirrors/cdc/initial_load/{parent_mirror_name}", InitialLoadRequest.class, this::initialLoad),
                Operation.post("mirrors/row_counts", RowCountsRequest.class, this::rowCounts));
    }

    private static <T> T found(String name, Supplier<T> question) {
        return Mirrors.found(name, "flow " + name + " not found", question);
    }

    private TotalsResponse totals(NameRequest request) {
        String name = request.flowJobName();
        List<HistoryService.TableCounts> changes = found(name, () -> histories.changes(name));
        HistoryService.Counts all = changes.stream()
                .map(HistoryService.TableCounts::counts)
                .reduce(new HistoryService.Counts(0, 0, 0), HistoryService.Counts::plus);
        return new TotalsResponse(
                counts(all),
                changes.stream()
                        .map(table -> new TableCounts(table.destination().toString(), counts(table.counts())))
                        .toList());
    }

    private static Counts counts(HistoryService.Counts counts) {
        return new Counts(counts.total(), counts.inserts(), counts.updates(), counts.deletes());
    }

    private RowsResponse rows(RowsRequest request) {
        String name = request.flowJobName();
        return found(name, () -> {
            long copied = request.excludeInitialLoad() ? 0 : histories.rowsCopied(name);
            long changed = request.excludeCdc()
                    ? 0
                    : histories.changes(name).stream()
                            .mapToLong(table -> table.counts().total())
                            .sum();
            return new RowsResponse(changed, copied, changed + copied);
        });
    }

    private InitialLoadResponse initialLoad(InitialLoadRequest request) {
        String name = request.parentMirrorName();
        return found(
                name,
                () -> new InitialLoadResponse(
                        StatusOperations.snapshot(mirrors.status(name)).clones()));
    }

    private RowCountsResponse rowCounts(RowCountsRequest request) {
        String name = Peers.given("flow_job_name", request.flowJobName());
        List<TableName> tables = request.sourceTables().stream()
                .map(table -> Peers.table("source_tables", table))
                .toList();
        try {
            return new RowCountsResponse(histories.rowCounts(name, tables).stream()
                    .map(CountOperations::counts)
                    .toList());
        } catch (TainException e) {
            throw e.code() == ErrorCode.MIRROR_UNKNOWN ? noSuchMirror(name, e) : e;
        }
    }

    /** The published code and sentence, which are also those of an unknown mirror; and the truth behind them. */
    private static ApiFault noSuchMirror(String name, TainException e) {
        ApiFault fault = Faults.of(e);
        return new ApiFault(
                GrpcCode.INVALID_ARGUMENT,
                "row count validation is not supported for query replication mirrors: flow " + name + " not found",
                fault.details(),
                fault);
    }

    private static RowCounts counts(BothCounts table) {
        return new RowCounts(
                table.source().toString(),
                table.destination().toString(),
                table.sourceRows(),
                table.destinationRows(),
                !table.sourceExact(),
                !table.destinationExact());
    }
}
