package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.HistoryService.LogLine;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.Page;
import dev.tain.engine.store.HistoryStore;
import dev.tain.engine.store.HistoryStore.Span;
import dev.tain.model.Lsn;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryStoreContractTest extends CatalogSuite {
    private static final TableName USERS = TableName.parse("public.users");
    private static final TableName ITEMS = TableName.parse("public.items");

    /** What is kept, and a little more. */
    private static final int MANY = 1_250;

    private HistoryStore history;

    @BeforeEach
    void lookAtHistory() {
        history = stores().history();
    }

    @Test
    void batchesAreNumberedFromOne() {
        history.batch("m", new Lsn(5), NOW, NOW + 1, Map.of(USERS, new Counts(1, 2, 3)));
        history.batch("other", new Lsn(9), NOW, NOW, Map.of());
        history.batch(
                "m", new Lsn(-3), NOW + 2, NOW + 4, Map.of(USERS, new Counts(4, 0, 0), ITEMS, new Counts(0, 0, 1)));
        assertThat(history.batches("m", 9))
                .containsExactly(new BatchRecord(2, -3, 5, NOW + 2, NOW + 4), new BatchRecord(1, 5, 6, NOW, NOW + 1));
        assertThat(history.batches("m", 1)).extracting(BatchRecord::id).containsExactly(2L);
        assertThat(history.rows("m")).isEqualTo(11);
        assertThat(history.rows("unknown")).isZero();
        assertThat(history.batches("unknown", 9)).isEmpty();
    }

    @Test
    void oldBatchesGoAndStillCount() {
        for (int i = 0; i < MANY; i++) {
            history.batch("m", new Lsn(i), NOW, NOW, Map.of(USERS, new Counts(1, 0, 0)));
        }
        List<BatchRecord> kept = history.batches("m", MANY);
        assertThat(kept).hasSizeBetween(1_000, 1_100);
        assertThat(kept.getFirst().id()).isEqualTo(MANY);
        assertThat(history.rows("m")).isEqualTo(MANY);
    }

    @Test
    void theLogIsNewestFirst() {
        history.log("m", Level.INFO, "began", NOW);
        history.log("a", Level.WARN, "elsewhere", NOW);
        history.log("m", Level.ERROR, "it's\nover", NOW + 1);
        assertThat(history.logs("m", 9)).extracting(LogLine::text).containsExactly("it's\nover", "began");
        LogLine last = history.logs("m", 1).getFirst();
        assertThat(last).isEqualTo(new LogLine(last.id(), "m", Level.ERROR, "it's\nover", NOW + 1));
        assertThat(history.loggedMirrors()).containsExactly("a", "m");
    }

    @Test
    void theIdsOfLinesGrowOverAllMirrors() {
        history.log("m", Level.INFO, "1", NOW);
        history.log("a", Level.INFO, "2", NOW);
        history.log("m", Level.INFO, "3", NOW);
        long second = history.logs("a", 1).getFirst().id();
        assertThat(history.logs("m", 2).getLast().id()).isLessThan(second);
        assertThat(history.logs("m", 2).getFirst().id()).isGreaterThan(second);
    }

    @Test
    void oldLinesGo() {
        history.log("quiet", Level.INFO, "stays", NOW);
        for (int i = 1; i <= MANY; i++) {
            history.log("m", Level.INFO, "line " + i, NOW);
        }
        List<LogLine> kept = history.logs("m", MANY);
        assertThat(kept).hasSize(1_000);
        assertThat(kept.getFirst().text()).isEqualTo("line " + MANY);
        assertThat(history.logs("quiet", 9)).hasSize(1);
    }

    @Test
    void anyTextCanBeLogged() {
        history.log("m", Level.INFO, "zero \0 byte", NOW);
        history.log("m", Level.INFO, "🪞".repeat(10_000), NOW);
        assertThat(history.logs("m", 9).getLast().text()).isEqualTo("zero \uFFFD byte");
        assertThat(history.logs("m", 9).getFirst().text()).endsWith("🪞…").hasSizeLessThanOrEqualTo(4_000);
    }

    private static Page.Wish wish(long below, long above, boolean ascending, int most) {
        return new Page.Wish(
                below < 0 ? OptionalLong.empty() : OptionalLong.of(below),
                above < 0 ? OptionalLong.empty() : OptionalLong.of(above),
                ascending,
                most,
                0);
    }

    private String batches(Page.Wish wish) {
        Page<BatchRecord> page = history.batches("m", wish);
        return page.items().stream().map(BatchRecord::id).toList() + " of " + page.total() + " after "
                + page.preceding();
    }

    @Test
    void batchesArePaged() {
        for (int i = 0; i < 9; i++) {
            history.batch("m", new Lsn(i), NOW, NOW, Map.of(USERS, new Counts(1, 0, 0)));
            history.batch("other", new Lsn(i), NOW, NOW, Map.of(USERS, new Counts(1, 0, 0)));
        }
        assertThat(batches(wish(-1, -1, false, 2))).isEqualTo("[9, 8] of 9 after 0");
        assertThat(batches(wish(-1, -1, true, 2))).isEqualTo("[1, 2] of 9 after 0");
        assertThat(batches(wish(8, -1, false, 2))).isEqualTo("[7, 6] of 9 after 2");
        assertThat(batches(wish(8, -1, true, 2))).isEqualTo("[6, 7] of 9 after 5");
        assertThat(batches(wish(-1, 3, false, 2))).isEqualTo("[5, 4] of 9 after 4");
        assertThat(batches(wish(-1, 3, true, 2))).isEqualTo("[4, 5] of 9 after 3");
        assertThat(batches(wish(4, 7, false, 2))).isEqualTo("[3, 2] of 9 after 6");
        assertThat(batches(wish(0, 7, false, 2))).isEqualTo("[] of 9 after 0");
        assertThat(batches(wish(-1, 9, false, 2))).isEqualTo("[] of 9 after 0");
        assertThat(batches(wish(-1, -1, false, Integer.MAX_VALUE))).startsWith("[9, 8, 7, 6, 5, 4, 3, 2, 1] of 9");
        assertThat(batches(wish(-1, -1, false, 0))).isEqualTo("[] of 9 after 0");
        Page.Wish second = new Page.Wish(OptionalLong.empty(), OptionalLong.empty(), false, 2, 2);
        assertThat(batches(second)).isEqualTo("[7, 6] of 9 after 2");
    }

    @Test
    void logsOfAllMirrorsArePagedAndFiltered() {
        history.log("shop_a", Level.INFO, "1", NOW);
        history.log("shopxb", Level.ERROR, "2", NOW);
        history.log("shop_b", Level.ERROR, "3", NOW);
        history.log("100%", Level.WARN, "4", NOW);
        assertThat(lines("", Optional.empty(), 9)).isEqualTo("[4, 3, 2, 1] of 4");
        assertThat(lines("shop", Optional.of(Level.ERROR), 9)).isEqualTo("[3, 2] of 2");
        assertThat(lines("OP_", Optional.empty(), 1)).isEqualTo("[3] of 2");
        assertThat(lines("%", Optional.empty(), 9)).isEqualTo("[4] of 1");
        assertThat(lines("!", Optional.empty(), 9)).isEqualTo("[] of 0");
        assertThat(lines("shop", Optional.empty(), 0)).isEqualTo("[] of 3");
    }

    private String lines(String part, Optional<Level> level, int most) {
        Page<LogLine> page = history.logs(part, level, wish(-1, -1, false, most));
        return page.items().stream().map(LogLine::text).toList() + " of " + page.total();
    }

    @Test
    void changesAreCountedByTableAndByTime() {
        history.batch("m", new Lsn(1), NOW - 5, NOW, Map.of(USERS, new Counts(1, 2, 3), ITEMS, new Counts(1, 0, 0)));
        history.batch("m", new Lsn(2), NOW, NOW + 59_999, Map.of(USERS, new Counts(1, 0, 0)));
        history.batch("m", new Lsn(3), NOW, NOW + 60_000, Map.of(USERS, new Counts(0, 5, 0)));
        history.batch("other", new Lsn(3), NOW, NOW, Map.of(USERS, new Counts(9, 9, 9)));
        assertThat(history.changes("m"))
                .containsOnly(Map.entry(USERS, new Counts(2, 7, 3)), Map.entry(ITEMS, new Counts(1, 0, 0)));
        assertThat(history.changes("unknown")).isEmpty();
        assertThat(history.rate("m", Span.MINUTE, 0)).containsExactly(new Bucket(NOW, 8), new Bucket(NOW + 60_000, 5));
        assertThat(history.rate("m", Span.MINUTE, NOW + 1)).containsExactly(new Bucket(NOW + 60_000, 5));
        assertThat(history.rate("m", Span.HOUR, 0)).containsExactly(new Bucket(NOW, 13));
        assertThat(history.rate("m", Span.DAY, 0)).extracting(Bucket::rows).containsExactly(13L);
    }

    @Test
    void oldRatesGo() {
        long minute = Span.MINUTE.width().toMillis();
        for (int i = 0; i < 1_000; i++) {
            history.batch("m", new Lsn(i), NOW, NOW + i * minute, Map.of(USERS, new Counts(1, 0, 0)));
        }
        assertThat(history.rate("m", Span.MINUTE, 0)).hasSizeBetween(480, 580);
        assertThat(history.rate("m", Span.HOUR, 0).stream()
                        .mapToLong(Bucket::rows)
                        .sum())
                .isEqualTo(1_000);
    }
}
