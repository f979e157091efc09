package dev.tain.server.internal.peerdb;

import dev.tain.engine.HistoryService;
import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.HistoryService.Width;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.Page;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.HistoryMessages.BatchesRequest;
import dev.tain.server.internal.peerdb.HistoryMessages.BatchesResponse;
import dev.tain.server.internal.peerdb.HistoryMessages.GraphItem;
import dev.tain.server.internal.peerdb.HistoryMessages.GraphMode;
import dev.tain.server.internal.peerdb.HistoryMessages.GraphRequest;
import dev.tain.server.internal.peerdb.HistoryMessages.GraphResponse;
import dev.tain.server.internal.peerdb.HistoryMessages.TimeAggregate;
import java.util.List;

/** A mirror's batches, one by one and as a graph. */
final class BatchOperations {
    private static final int GROUPED_BUCKETS = 30;

    private final HistoryService histories;

    BatchOperations(HistoryService histories) {
        this.histories = histories;
    }

    List<Route> routes() {
        return List.of(
                Operation.get("mirrors/cdc/batches/{flow_job_name}", BatchesRequest.class, this::batches),
                Operation.post("mirrors/cdc/batches", BatchesRequest.class, this::batches),
                Operation.post("mirrors/cdc/graph", GraphRequest.class, this::graph));
    }

    private BatchesResponse batches(BatchesRequest request) {
        String name = request.flowJobName();
        int limit = (int) Math.min(request.limit(), Integer.MAX_VALUE);
        Page.Wish wish = new Cursor(request.beforeId(), request.afterId())
                .wish(request.ascending(), limit == 0 ? Integer.MAX_VALUE : limit);
        Page<BatchRecord> page =
                Mirrors.found(name, "flow " + name + " not found", () -> histories.batches(name, wish));
        return new BatchesResponse(
                page.items().stream().map(StatusOperations::batch).toList(),
                (int) page.total(),
                Cursor.page(page, limit));
    }

    private GraphResponse graph(GraphRequest request) {
        String name = request.flowJobName();
        Graph graph = request.mode() == GraphMode.GRAPH_MODE_LAST_X
                ? lastOf(request.aggregateType())
                : new Graph(width(request.aggregateType()), GROUPED_BUCKETS);
        List<Bucket> buckets = Mirrors.found(
                name, "flow " + name + " not found", () -> histories.rate(name, graph.width(), graph.count()));
        return new GraphResponse(
                buckets.stream()
                        .map(bucket -> new GraphItem(bucket.startMillis(), bucket.rows()))
                        .toList(),
                buckets.stream().mapToLong(Bucket::rows).sum());
    }

    private record Graph(Width width, int count) {}

    private static Width width(TimeAggregate aggregate) {
        return switch (aggregate) {
            case TIME_AGGREGATE_TYPE_FIVE_MIN -> Width.FIVE_MINUTES;
            case TIME_AGGREGATE_TYPE_FIFTEEN_MIN -> Width.QUARTER_HOUR;
            case TIME_AGGREGATE_TYPE_ONE_HOUR, TIME_AGGREGATE_TYPE_UNKNOWN -> Width.HOUR;
            case TIME_AGGREGATE_TYPE_ONE_DAY -> Width.DAY;
            case TIME_AGGREGATE_TYPE_ONE_MONTH -> Width.MONTH;
        };
    }

    private static Graph lastOf(TimeAggregate aggregate) {
        return switch (aggregate) {
            case TIME_AGGREGATE_TYPE_FIVE_MIN -> new Graph(Width.MINUTE, 5);
            case TIME_AGGREGATE_TYPE_FIFTEEN_MIN -> new Graph(Width.MINUTE, 30);
            case TIME_AGGREGATE_TYPE_ONE_HOUR, TIME_AGGREGATE_TYPE_UNKNOWN -> new Graph(Width.MINUTE, 60);
            case TIME_AGGREGATE_TYPE_ONE_DAY -> new Graph(Width.HOUR, 24);
            case TIME_AGGREGATE_TYPE_ONE_MONTH -> new Graph(Width.DAY, 30);
        };
    }
}
