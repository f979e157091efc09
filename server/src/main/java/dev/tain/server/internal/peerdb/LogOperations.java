package dev.tain.server.internal.peerdb;

import dev.tain.engine.HistoryService;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.HistoryService.LogLine;
import dev.tain.engine.Page;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.HistoryMessages.Line;
import dev.tain.server.internal.peerdb.HistoryMessages.LogsRequest;
import dev.tain.server.internal.peerdb.HistoryMessages.LogsResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What mirrors have logged, of one or of all, also of those that are gone. */
final class LogOperations {
    /** Lines in one answer. */
    static final int MOST_LINES = 10_000;

    private final HistoryService histories;

    LogOperations(HistoryService histories) {
        this.histories = histories;
    }

    List<Route> routes() {
        return List.of(Operation.post("mirrors/logs", LogsRequest.class, this::logs));
    }

    private LogsResponse logs(LogsRequest request) {
        if (request.numPerPage() < 0 || request.page() < 0) {
            throw Faults.of(
                    ErrorCode.REQUEST_INVALID,
                    "num_per_page and page cannot be negative",
                    "Leave page out, and ask for as many lines as you show.");
        }
        int size = Math.min(request.numPerPage(), MOST_LINES);
        Page<LogLine> page = histories.logs(request.flowJobName(), level(request.level()), wish(request, size));
        return new LogsResponse(
                page.items().stream().map(LogOperations::line).toList(), (int) page.total(), Cursor.page(page, size));
    }

    private static Page.Wish wish(LogsRequest request, int size) {
        Cursor cursor = new Cursor(request.beforeId(), request.afterId());
        Page.Wish wish = cursor.wish(false, size);
        boolean byPage = request.page() > 1 && !cursor.isGiven();
        return byPage ? new Page.Wish(wish.below(), wish.above(), false, size, skipped(request.page(), size)) : wish;
    }

    private static int skipped(int page, int size) {
        return (int) Math.min((page - 1L) * size, Integer.MAX_VALUE);
    }

    /** The published levels are in small letters; documents have them in capitals, and the page says warning. */
    private static Optional<Level> level(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "", "all" -> Optional.empty();
            case "info" -> Optional.of(Level.INFO);
            case "warn", "warning" -> Optional.of(Level.WARN);
            case "error" -> Optional.of(Level.ERROR);
            default ->
                throw Faults.of(
                        ErrorCode.REQUEST_INVALID, "there is no level " + text, "Ask for info, warn, error or all.");
        };
    }

    private static Line line(LogLine line) {
        return new Line(line.mirror(), line.text(), line.level().name().toLowerCase(Locale.ROOT), line.atMillis(), (int)
                line.id());
    }
}
