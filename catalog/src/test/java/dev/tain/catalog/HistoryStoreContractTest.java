package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.store.HistoryStore;
import dev.tain.engine.store.HistoryStore.Counts;
import dev.tain.engine.store.HistoryStore.Level;
import dev.tain.engine.store.HistoryStore.LogLine;
import dev.tain.model.Lsn;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
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
}
