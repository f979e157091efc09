package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;
import dev.tain.server.internal.json.UInt32;
import dev.tain.server.internal.peerdb.StatusMessages.Batch;
import dev.tain.server.internal.peerdb.StatusMessages.Clone;
import java.util.List;

/** Messages about what mirrors have done. */
final class HistoryMessages {
    private HistoryMessages() {}

    record NameRequest(String flowJobName) {}

    /**
     * Which batches.
     *
     * @param limit 0 for all
     * @param beforeId only those before it; -1 for none such, and 0 too when {@code afterId} is 0
     * @param afterId only those after it, when {@code beforeId} is -1
     */
    record BatchesRequest(String flowJobName, @UInt32 long limit, boolean ascending, long beforeId, long afterId) {}

    /** @param page that of the first batch, from 1; 0 without a limit, and when there is no batch */
    record BatchesResponse(List<Batch> cdcBatches, int total, int page) {}

    enum GraphMode implements Numbered {
        GRAPH_MODE_UNKNOWN(0),
        GRAPH_MODE_GROUP_BY(1),
        GRAPH_MODE_LAST_X(2);

        private final int number;

        GraphMode(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    enum TimeAggregate implements Numbered {
        TIME_AGGREGATE_TYPE_UNKNOWN(0),
        TIME_AGGREGATE_TYPE_FIVE_MIN(1),
        TIME_AGGREGATE_TYPE_FIFTEEN_MIN(2),
        TIME_AGGREGATE_TYPE_ONE_HOUR(3),
        TIME_AGGREGATE_TYPE_ONE_DAY(4),
        TIME_AGGREGATE_TYPE_ONE_MONTH(5);

        private final int number;

        TimeAggregate(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    record GraphRequest(String flowJobName, TimeAggregate aggregateType, GraphMode mode) {}

    record GraphResponse(List<GraphItem> data, long totalRows) {}

    /** @param time milliseconds since 1970 at which it begins */
    record GraphItem(double time, double rows) {}

    record TotalsResponse(Counts totalData, List<TableCounts> tablesData) {}

    record TableCounts(String tableName, Counts counts) {}

    record Counts(long totalCount, long insertsCount, long updatesCount, long deletesCount) {}

    record RowsRequest(String flowJobName, boolean excludeCdc, boolean excludeInitialLoad) {}

    record RowsResponse(long totalCountCDC, long totalCountInitialLoad, long totalCount) {}

    record InitialLoadRequest(String parentMirrorName) {}

    record InitialLoadResponse(List<Clone> tableSummaries) {}

    record RowCountsRequest(String flowJobName, List<String> sourceTables) {}

    record RowCountsResponse(List<RowCounts> tableCounts) {}

    /** The counts are -1 where they cannot be told. */
    record RowCounts(
            String sourceTable,
            String destinationTable,
            long sourceCount,
            long destinationCount,
            boolean sourceIsApproximate,
            boolean destinationIsApproximate) {}

    /**
     * Which lines.
     *
     * @param flowJobName a part of the mirror's name; empty for all mirrors
     * @param level empty or {@code all} for all
     * @param page from 1, instead of the ids
     * @param numPerPage 0 for none but their number
     */
    record LogsRequest(String flowJobName, String level, int page, int numPerPage, int beforeId, int afterId) {}

    record LogsResponse(List<Line> errors, int total, int page) {}

    /** @param errorTimestamp milliseconds since 1970, as a number */
    record Line(String flowName, String errorMessage, String errorType, double errorTimestamp, int id) {}
}
