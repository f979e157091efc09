package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.Chunk;
import dev.tain.connector.ColumnContract;
import dev.tain.connector.ColumnContract.Fidelity;
import dev.tain.connector.TableContract;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.ChunkRecord;
import dev.tain.engine.store.ProgressStore;
import dev.tain.engine.store.ProgressStore.ChunkTotals;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressStoreContractTest extends CatalogSuite {
    private static final TableName USERS = TableName.parse("public.users");
    private static final TableName ITEMS = new TableName("Sales", "order items");

    private ProgressStore progress;
    private long epoch;

    @BeforeEach
    void oneMirror() {
        progress = stores().progress();
        epoch = ownedMirror("m", "o");
    }

    @Test
    void theStreamIsMadeOnce() {
        assertThat(progress.isStreamMade("m")).isFalse();
        progress.streamMade("m", epoch);
        progress.streamMade("m", epoch);
        assertThat(progress.isStreamMade("m")).isTrue();
        assertThat(progress.isStreamMade("unknown")).isFalse();
    }

    @Test
    void progressOfATableIsStoredAndReplaced() {
        TableProgress begun = new TableProgress(USERS, TablePhase.COPYING, 0, NOW);
        TableProgress caughtUp = new TableProgress(USERS, TablePhase.STREAMING, -2, NOW);
        TableProgress other = new TableProgress(ITEMS, TablePhase.WAITING, 7, 0);
        progress.put("m", epoch, begun);
        progress.put("m", epoch, other);
        progress.put("m", epoch, caughtUp);
        assertThat(progress.tables("m")).containsExactly(other, caughtUp);
        assertThat(progress.table("m", USERS)).contains(caughtUp);
        assertThat(progress.tables("unknown")).isEmpty();
    }

    @Test
    void contractsOfATableAreStoredReplacedAndForgotten() {
        ColumnContract id = new ColumnContract("id", "bigint", "id", "Int64", Fidelity.LOSSLESS, "");
        ColumnContract at = new ColumnContract("at", "date", "day", "Date32", Fidelity.LOSSY, "the range");
        TableContract users = new TableContract(USERS, TableName.parse("db.u"), List.of(id, at));
        TableContract items = new TableContract(ITEMS, TableName.parse("db.i"), List.of(at));
        progress.contract("m", epoch, users);
        progress.contract("m", epoch, items);
        assertThat(progress.contracts("m")).containsExactly(items, users);
        TableContract fewer = new TableContract(USERS, TableName.parse("db.u"), List.of(at));
        progress.contract("m", epoch, fewer);
        assertThat(progress.contracts("m")).containsExactly(items, fewer);
        progress.remove("m", epoch, USERS);
        assertThat(progress.contracts("m")).containsExactly(items);
        assertThat(progress.contracts("unknown")).isEmpty();
    }

    @Test
    void chunksComeInTheOrderOfTheirPlan() {
        assertThat(progress.chunks("m", USERS)).isEmpty();
        List<Chunk> plan = List.of(chunk("b", "[0,10)"), chunk("a", "[10,20)"), chunk("10", "[20,∞)"));
        progress.plan("m", epoch, USERS, plan);
        progress.plan("m", epoch, ITEMS, List.of(new Chunk(ITEMS, "a", "all", 3)));
        assertThat(progress.chunks("m", USERS)).extracting(ChunkRecord::chunk).containsExactlyElementsOf(plan);
    }

    @Test
    void finishedChunksCount() {
        Chunk first = chunk("1", "[0,10)");
        Chunk second = chunk("2", "[10,20)");
        progress.plan("m", epoch, USERS, List.of(first, second, chunk("3", "[20,30)")));
        progress.chunkDone("m", epoch, first, 9, 100);
        progress.chunkDone("m", epoch, second, 11, 50);
        progress.chunkDone("m", epoch, second, 12, 60);
        reopen();
        assertThat(stores().progress().chunks("m", USERS))
                .startsWith(new ChunkRecord(first, true, 9, 100), new ChunkRecord(second, true, 12, 60))
                .last()
                .matches(chunk -> !chunk.done());
        assertThat(stores().progress().totals("m")).containsExactly(new ChunkTotals(USERS, 3, 2, 21, 30, 160));
    }

    @Test
    void aNewPlanReplacesTheOldOne() {
        Chunk old = chunk("1", "[0,10)");
        progress.plan("m", epoch, USERS, List.of(old, chunk("2", "[10,20)")));
        progress.chunkDone("m", epoch, old, 9, 100);
        progress.plan("m", epoch, USERS, List.of(chunk("1", "[0,7)")));
        assertThat(progress.totals("m")).containsExactly(new ChunkTotals(USERS, 1, 0, 0, 10, 0));
        assertStale(old);
        assertThat(progress.totals("m")).containsExactly(new ChunkTotals(USERS, 1, 0, 0, 10, 0));
    }

    @Test
    void aRemovedTableIsForgotten() {
        progress.put("m", epoch, new TableProgress(USERS, TablePhase.COPYING, 0, NOW));
        progress.plan("m", epoch, USERS, List.of(chunk("1", "[0,10)")));
        progress.remove("m", epoch, USERS);
        assertThat(progress.tables("m")).isEmpty();
        assertThat(progress.chunks("m", USERS)).isEmpty();
        assertThat(progress.totals("m")).isEmpty();
        assertStale(chunk("1", "[0,10)"));
    }

    @Test
    void aDeletedMirrorLeavesNoProgress() {
        progress.put("m", epoch, new TableProgress(USERS, TablePhase.COPYING, 0, NOW));
        progress.plan("m", epoch, USERS, List.of(chunk("1", "[0,10)")));
        progress.streamMade("m", epoch);
        stores().mirrors().delete("m", epoch, false);
        ownedMirror("m", "o");
        assertThat(progress.tables("m")).isEmpty();
        assertThat(progress.totals("m")).isEmpty();
        assertThat(progress.isStreamMade("m")).isFalse();
    }

    private void assertStale(Chunk chunk) {
        assertThatThrownBy(() -> progress.chunkDone("m", epoch, chunk, 1, 1))
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHUNK_STALE));
    }

    private static Chunk chunk(String id, String range) {
        return new Chunk(USERS, id, range, 10);
    }
}
