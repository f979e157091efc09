package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.Trouble;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MirrorStoreContractTest extends CatalogSuite {
    private static final Counts THREE = new Counts(1, 1, 1);

    @Test
    void aMirrorComesBackAsItWas() {
        assertThat(stores().mirrors().insert(Samples.mirror("m"), NOW)).isTrue();
        reopen();
        MirrorRecord found = stores().mirrors().find("m").orElseThrow();
        assertThat(found)
                .isEqualTo(new MirrorRecord(
                        found.id(),
                        Samples.mirror("m"),
                        MirrorWish.RUN,
                        DropOptions.NONE,
                        MirrorState.CREATED,
                        Optional.empty(),
                        1,
                        NOW));
        assertThat(stores().mirrors().find("other")).isEmpty();
    }

    @Test
    void aTakenNameStaysAsItIs() {
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        assertThat(stores().mirrors().insert(Samples.mirror("m", 3), NOW + 1)).isFalse();
        assertThat(mirror("m").config()).isEqualTo(Samples.mirror("m"));
    }

    @Test
    void theListIsInTheOrderOfCreation() {
        for (String name : List.of("z", "a", "m")) {
            stores().mirrors().insert(Samples.mirror(name), NOW);
        }
        assertThat(stores().mirrors().list()).extracting(MirrorRecord::name).containsExactly("z", "a", "m");
        assertThat(stores().mirrors().list()).extracting(MirrorRecord::config).contains(Samples.mirror("a"));
    }

    @Test
    void anIdIsNeverUsedAgain() {
        long epoch = ownedMirror("m", "o");
        long first = mirror("m").id();
        stores().mirrors().delete("m", epoch, false);
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        assertThat(mirror("m").id()).isGreaterThan(first);
    }

    @Test
    void aMirrorUsesItsTwoPeers() {
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        assertThat(stores().mirrors().usesPeer("from")).isTrue();
        assertThat(stores().mirrors().usesPeer("to")).isTrue();
        assertThat(stores().mirrors().usesPeer("m")).isFalse();
    }

    @Test
    void aWishCountsTheRevisionUp() {
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        assertThat(stores().mirrors().wish("m", MirrorWish.DROP, new DropOptions(true, false)))
                .isTrue();
        assertThat(mirror("m").wish()).isEqualTo(MirrorWish.DROP);
        assertThat(mirror("m").dropOptions()).isEqualTo(new DropOptions(true, false));
        assertThat(mirror("m").revision()).isEqualTo(2);
        assertThat(stores().mirrors().wish("other", MirrorWish.PAUSE, DropOptions.NONE))
                .isFalse();
    }

    @Test
    void aConfigurationChangesOnlyWhenNobodyElseHasChangedIt() {
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        MirrorConfig next = Samples.mirror("m", 3);
        assertThat(stores().mirrors().reconfigure(next, MirrorWish.PAUSE, 1)).isTrue();
        assertThat(stores().mirrors().reconfigure(Samples.mirror("m"), MirrorWish.RUN, 1))
                .isFalse();
        assertThat(mirror("m").config()).isEqualTo(next);
        assertThat(mirror("m").wish()).isEqualTo(MirrorWish.PAUSE);
        assertThat(mirror("m").revision()).isEqualTo(2);
    }

    @Test
    void whatTheOwnerReportsIsShown() {
        long epoch = ownedMirror("m", "o");
        Trouble trouble = new Trouble(ErrorCode.POSTGRES_UNREACHABLE, "It's away.", "Wait.", NOW, 3, NOW + 5);
        stores().mirrors().report("m", epoch, MirrorState.SNAPSHOTTING, Optional.of(trouble));
        assertThat(mirror("m").trouble()).contains(trouble);
        stores().mirrors().report("m", epoch, MirrorState.RUNNING, Optional.empty());
        assertThat(mirror("m").state()).isEqualTo(MirrorState.RUNNING);
        assertThat(mirror("m").trouble()).isEmpty();
        assertThat(mirror("m").revision()).as("the user has changed nothing").isEqualTo(1);
    }

    @Test
    void aTroubleWithUnstorableTextIsStoredAllTheSame() {
        long epoch = ownedMirror("m", "o");
        Trouble trouble = new Trouble(ErrorCode.INTERNAL, "a\0b".repeat(9_000), "", NOW, 1, 0);
        stores().mirrors().report("m", epoch, MirrorState.FAILED, Optional.of(trouble));
        assertThat(mirror("m").trouble().orElseThrow().sentence())
                .startsWith("a\uFFFDb")
                .hasSize(4_000);
    }

    @Test
    void aDeletedMirrorKeepsItsHistoryUnlessAskedOtherwise() {
        for (boolean withHistory : new boolean[] {false, true}) {
            String name = "m" + withHistory;
            long epoch = ownedMirror(name, "o");
            stores().history().batch(name, new Lsn(9), NOW, NOW, Map.of(TableName.parse("public.users"), THREE));
            stores().history().log(name, Level.INFO, "hello", NOW);
            stores().mirrors().delete(name, epoch, withHistory);
            assertThat(stores().mirrors().find(name)).isEmpty();
            assertThat(stores().history().rows(name)).isEqualTo(withHistory ? 0 : 3);
            assertThat(stores().history().batches(name, 9)).hasSize(withHistory ? 0 : 1);
            assertThat(stores().history().logs(name, 9)).hasSize(1);
        }
    }

    @Test
    void aNewMirrorOfAnOldNameBeginsWithoutBatches() {
        long epoch = ownedMirror("m", "o");
        stores().history().batch("m", new Lsn(9), NOW, NOW, Map.of(TableName.parse("public.users"), THREE));
        stores().mirrors().delete("m", epoch, false);
        stores().mirrors().insert(Samples.mirror("m"), NOW);
        assertThat(stores().history().rows("m")).isZero();
        assertThat(stores().history().batches("m", 9)).isEmpty();
    }

    private MirrorRecord mirror(String name) {
        return stores().mirrors().find(name).orElseThrow();
    }
}
