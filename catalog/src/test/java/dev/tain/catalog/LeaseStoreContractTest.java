package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.Chunk;
import dev.tain.engine.MirrorState;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.LeaseStore;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseStoreContractTest extends CatalogSuite {
    private static final long MINUTE = 60_000;
    private static final TableName USERS = TableName.parse("public.users");
    private static final Chunk CHUNK = new Chunk(USERS, "1", "[0,100)", 1);

    private LeaseStore leases;

    @BeforeEach
    void oneMirror() {
        leases = stores().leases();
        stores().mirrors().insert(Samples.mirror("m"), NOW);
    }

    @Test
    void oneOwnerAtATime() {
        assertThat(leases.acquire("m", "a", MINUTE)).isPresent();
        assertThat(leases.acquire("m", "b", MINUTE)).isEmpty();
    }

    @Test
    void eachTakingCountsTheEpochUp() {
        long first = leases.acquire("m", "a", MINUTE).orElseThrow();
        long second = leases.acquire("m", "a", MINUTE).orElseThrow();
        leases.release("m", "a", second);
        long third = leases.acquire("m", "b", MINUTE).orElseThrow();
        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
    }

    @Test
    void anExpiredLeaseIsFree() {
        long first = leases.acquire("m", "a", 0).orElseThrow();
        long second = leases.acquire("m", "b", MINUTE).orElseThrow();
        assertThat(second).isGreaterThan(first);
        assertThat(leases.renew("m", "a", first, MINUTE)).isFalse();
        assertThat(leases.renew("m", "b", second, MINUTE)).isTrue();
    }

    @Test
    void renewingKeepsItAndNeedsTheEpoch() {
        long epoch = leases.acquire("m", "a", 0).orElseThrow();
        assertThat(leases.renew("m", "a", epoch - 1, MINUTE)).isFalse();
        assertThat(leases.renew("m", "b", epoch, MINUTE)).isFalse();
        assertThat(leases.renew("m", "a", epoch, MINUTE))
                .as("nobody has taken it meanwhile")
                .isTrue();
        assertThat(leases.acquire("m", "b", MINUTE)).isEmpty();
    }

    @Test
    void releasingFreesItAtOnce() {
        long epoch = leases.acquire("m", "a", MINUTE).orElseThrow();
        leases.release("m", "b", epoch);
        leases.release("m", "a", epoch - 1);
        assertThat(leases.acquire("m", "b", MINUTE)).as("not the holder's").isEmpty();
        leases.release("m", "a", epoch);
        assertThat(leases.renew("m", "a", epoch, MINUTE)).isFalse();
        assertThat(leases.acquire("m", "b", MINUTE)).isPresent();
    }

    @Test
    void releaseAllFreesOneOwnersLeases() {
        stores().mirrors().insert(Samples.mirror("n"), NOW);
        stores().mirrors().insert(Samples.mirror("o"), NOW);
        leases.acquire("m", "a", MINUTE);
        leases.acquire("n", "a", MINUTE);
        leases.acquire("o", "other", MINUTE);
        leases.releaseAll("a");
        assertThat(leases.acquire("m", "b", MINUTE)).isPresent();
        assertThat(leases.acquire("n", "b", MINUTE)).isPresent();
        assertThat(leases.acquire("o", "b", MINUTE)).isEmpty();
    }

    @Test
    void aMirrorThatIsGoneHasNoLease() {
        long epoch = leases.acquire("m", "a", MINUTE).orElseThrow();
        stores().mirrors().delete("m", epoch, true);
        assertThat(leases.acquire("m", "a", MINUTE)).isEmpty();
        assertThat(leases.renew("m", "a", epoch, MINUTE)).isFalse();
        assertThatCode(() -> leases.release("m", "a", epoch)).doesNotThrowAnyException();
    }

    @Test
    void aNewMirrorOfAnOldNameHasHigherEpochs() {
        long epoch = leases.acquire("m", "a", MINUTE).orElseThrow();
        stores().mirrors().delete("m", epoch, true);
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        assertLost(() -> stores().mirrors().report("m", epoch, MirrorState.RUNNING, Optional.empty()));
        assertThat(leases.acquire("m", "a", MINUTE).orElseThrow()).isGreaterThan(epoch);
    }

    @Test
    void aStaleOwnerWritesNothing() {
        long stale = leases.acquire("m", "a", 0).orElseThrow();
        stores().progress().plan("m", stale, USERS, List.of(CHUNK));
        leases.acquire("m", "b", MINUTE);
        ownersWrites(stale).forEach((what, write) -> assertLost(write));
        assertThat(stores().mirrors().find("m").orElseThrow().state()).isEqualTo(MirrorState.CREATED);
        assertThat(stores().progress().isStreamMade("m")).isFalse();
        assertThat(stores().progress().tables("m")).isEmpty();
        assertThat(stores().progress().chunks("m", USERS)).singleElement().matches(chunk -> !chunk.done());
    }

    @Test
    void whoHasReleasedWritesNothing() {
        long epoch = leases.acquire("m", "a", MINUTE).orElseThrow();
        leases.release("m", "a", epoch);
        ownersWrites(epoch).forEach((what, write) -> assertLost(write));
    }

    @Test
    void theOwnerWritesAlsoAfterItsTimeWhileNobodyHasTakenIt() {
        long epoch = leases.acquire("m", "a", 0).orElseThrow();
        stores().mirrors().report("m", epoch, MirrorState.RUNNING, Optional.empty());
        assertThat(stores().mirrors().find("m").orElseThrow().state()).isEqualTo(MirrorState.RUNNING);
        leases.require("m", epoch);
    }

    /** Every write, and check, that carries an epoch. */
    private Map<String, ThrowingCallable> ownersWrites(long epoch) {
        Map<String, ThrowingCallable> writes = new LinkedHashMap<>();
        writes.put("report", () -> stores().mirrors().report("m", epoch, MirrorState.FAILED, Optional.empty()));
        writes.put("require", () -> leases.require("m", epoch));
        writes.put("delete", () -> stores().mirrors().delete("m", epoch, true));
        writes.put("streamMade", () -> stores().progress().streamMade("m", epoch));
        writes.put(
                "put", () -> stores().progress().put("m", epoch, new TableProgress(USERS, TablePhase.COPYING, 0, 0)));
        writes.put("remove", () -> stores().progress().remove("m", epoch, USERS));
        writes.put("plan", () -> stores().progress().plan("m", epoch, USERS, List.of()));
        writes.put("chunkDone", () -> stores().progress().chunkDone("m", epoch, CHUNK, 1, 1));
        return writes;
    }

    private static void assertLost(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    }
}
