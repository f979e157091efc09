package dev.tain.server;

import dev.tain.engine.HistoryService;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.Page;
import dev.tain.model.ErrorCode;
import dev.tain.model.PeerType;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A history in which every mirror had 17 batches and said 5 things. */
public final class FakeHistories implements HistoryService {
    private static final int BATCHES = 17;

    private final FakeMirrors mirrors;

    FakeHistories(FakeMirrors mirrors) {
        this.mirrors = mirrors;
    }

    private static <T> Page<T> page(List<T> all, ToLongFunction<T> id, Page.Wish wish) {
        Comparator<T> order = Comparator.comparingLong(id);
        List<T> found = new ArrayList<>(all.stream()
                .filter(each -> id.applyAsLong(each) < wish.below().orElse(Long.MAX_VALUE))
                .filter(each -> wish.below().isPresent()
                        || id.applyAsLong(each) > wish.above().orElse(Long.MIN_VALUE))
                .sorted(wish.fromLowest() ? order : order.reversed())
                .skip(wish.skipped())
                .limit(wish.most())
                .toList());
        found.sort(wish.ascending() ? order : order.reversed());
        long preceding = found.isEmpty()
                ? 0
                : all.stream()
                        .filter(each -> wish.ascending()
                                ? id.applyAsLong(each) < id.applyAsLong(found.getFirst())
                                : id.applyAsLong(each) > id.applyAsLong(found.getFirst()))
                        .count();
        return new Page<>(found, all.size(), preceding);
    }

    @Override
    public Page<BatchRecord> batches(String mirror, Page.Wish wish) {
        mirrors.summary(mirror);
        List<BatchRecord> batches = LongStream.rangeClosed(1, BATCHES)
                .mapToObj(id -> new BatchRecord(
                        id,
                        9_007_199_254_740_993L + id,
                        id * 10,
                        FakeMirrors.CREATED_AT + id * 1000,
                        FakeMirrors.CREATED_AT + id * 1000 + 100))
                .toList();
        return page(batches, BatchRecord::id, wish);
    }

    @Override
    public List<TableCounts> changes(String mirror) {
        MirrorConfig config = mirrors.summary(mirror).config();
        return config.tables().stream()
                .map(table -> new TableCounts(
                        table.destination(),
                        table.source().name().equals("t")
                                ? new Counts(9_007_199_254_740_993L, 2, 1)
                                : new Counts(0, 0, 0)))
                .toList();
    }

    @Override
    public long rowsCopied(String mirror) {
        mirrors.summary(mirror);
        return 1_000;
    }

    @Override
    public List<Bucket> rate(String mirror, Width width, int count) {
        mirrors.summary(mirror);
        long step = switch (width) {
            case MINUTE -> 60_000L;
            case FIVE_MINUTES -> 300_000L;
            case QUARTER_HOUR -> 900_000L;
            case HOUR -> 3_600_000L;
            case DAY -> 86_400_000L;
            case MONTH -> 2_592_000_000L;
        };
        return IntStream.range(0, count)
                .mapToObj(i -> new Bucket(FakeMirrors.CREATED_AT - (count - 1 - i) * step, i))
                .toList();
    }

    @Override
    public Page<LogLine> logs(String namePart, Optional<Level> level, Page.Wish wish) {
        List<LogLine> lines = mirrors.names().stream()
                .filter(name -> name.contains(namePart))
                .flatMap(name -> IntStream.rangeClosed(1, 5)
                        .mapToObj(i ->
                                new LogLine(i, name, Level.values()[i % 3], "line " + i, FakeMirrors.CREATED_AT + i)))
                .filter(line -> level.isEmpty() || level.get() == line.level())
                .toList();
        return page(lines, LogLine::id, wish);
    }

    @Override
    public List<BothCounts> rowCounts(String mirror, List<TableName> tables) {
        if (mirrors.summary(mirror).destinationType() != PeerType.POSTGRES) {
            throw new TainException(ErrorCode.REQUEST_INVALID, "destination peer ch is not PostgreSQL", "Verify it.");
        }
        return mirrors.summary(mirror).config().tables().stream()
                .filter(table -> tables.isEmpty() || tables.contains(table.source()))
                .map(table -> new BothCounts(table.source(), table.destination(), 42, -1, true, false))
                .toList();
    }
}
