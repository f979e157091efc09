package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.TableStop.Cause;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.engine.store.StopStore;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopStoreContractTest extends CatalogSuite {
    private static final TableName USERS = TableName.parse("public.users");
    private static final TableName ITEMS = new TableName("Sales", "order items");
    private static final Cause CAUSE = new Cause(ErrorCode.POSTGRES_DATA_REJECTED, "it said no", "ask again");
    private static final RowChange CHANGE = new RowChange(-2, 7, true, "(1, 'a')");

    private long epoch;

    @BeforeEach
    void oneMirror() {
        epoch = ownedMirror("m", "o");
        stores().progress().put("m", epoch, new TableProgress(USERS, TablePhase.STREAMING, 5, NOW));
        stores().progress().put("m", epoch, new TableProgress(ITEMS, TablePhase.STREAMING, 5, NOW));
    }

    private StopStore stops() {
        return stores().stops();
    }

    private static TableStop stop(TableName table, long number, Optional<RowChange> change) {
        return new TableStop(table, number, TablePhase.CATCHING_UP, false, CAUSE, "0/AB", change, NOW, NOW + number);
    }

    private TablePhase phase(TableName table) {
        return stores().progress().table("m", table).orElseThrow().phase();
    }

    @Test
    void aStopAndItsTablesPhaseAreOne() {
        stops().stop("m", epoch, stop(USERS, 3, Optional.empty()));
        stops().stop("m", epoch, stop(ITEMS, 4, Optional.of(CHANGE)));
        stops().stop("m", epoch, stop(USERS, 5, Optional.of(CHANGE)));
        reopen();
        assertThat(stops().stops("m"))
                .containsExactly(stop(ITEMS, 4, Optional.of(CHANGE)), stop(USERS, 5, Optional.of(CHANGE)));
        assertThat(phase(USERS)).isEqualTo(TablePhase.QUARANTINED);
        stops().goOn("m", epoch, new TableProgress(USERS, TablePhase.STREAMING, 9, NOW));
        assertThat(stops().stops("m")).containsExactly(stop(ITEMS, 4, Optional.of(CHANGE)));
        assertThat(stores().progress().table("m", USERS))
                .contains(new TableProgress(USERS, TablePhase.STREAMING, 9, NOW));
    }

    @Test
    void onlyTheOwnerStopsATableOrLetsItGoOn() {
        stops().stop("m", epoch, stop(USERS, 3, Optional.empty()));
        assertThatThrownBy(() -> stops().stop("m", epoch + 1, stop(ITEMS, 3, Optional.empty())))
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
        TableProgress on = new TableProgress(USERS, TablePhase.STREAMING, 9, NOW);
        assertThatThrownBy(() -> stops().goOn("m", epoch + 1, on)).isInstanceOf(TainException.class);
        assertThat(phase(USERS)).isEqualTo(TablePhase.QUARANTINED);
        assertThat(phase(ITEMS)).isEqualTo(TablePhase.STREAMING);
    }

    @Test
    void aRetryIsOfOneStop() {
        TableStop stop = stop(USERS, 3, Optional.empty());
        stops().stop("m", epoch, stop);
        assertThat(stops().retry("m", USERS, 2)).isFalse();
        assertThat(stops().retry("m", ITEMS, 3)).isFalse();
        assertThat(stops().stops("m")).containsExactly(stop);
        assertThat(stops().retry("m", USERS, 3)).isTrue();
        assertThat(stops().retry("m", USERS, 3)).isTrue();
        assertThat(stops().stops("m")).containsExactly(stop.retried());
    }

    @Test
    void aSkippedChangeIsRecordedOnceAndOutlivesItsStop() {
        stops().stop("m", epoch, stop(USERS, 3, Optional.of(CHANGE)));
        SkippedChange skipped = new SkippedChange(USERS, 3, CHANGE, CAUSE, NOW + 9);
        assertThat(stops().skip("m", new SkippedChange(USERS, 2, CHANGE, CAUSE, NOW)))
                .isFalse();
        assertThat(stops().skipped("m")).isEmpty();
        assertThat(stops().skip("m", skipped)).isTrue();
        assertThat(stops().skip("m", new SkippedChange(USERS, 3, CHANGE, CAUSE, NOW + 10)))
                .isTrue();
        assertThat(stops().stops("m").getFirst().retrying()).isTrue();
        stops().goOn("m", epoch, new TableProgress(USERS, TablePhase.STREAMING, 9, NOW));
        reopen();
        assertThat(stops().skipped("m")).containsExactly(skipped);
    }

    @Test
    void aRemovedTableAndADeletedMirrorLeaveNothing() {
        stops().stop("m", epoch, stop(USERS, 3, Optional.of(CHANGE)));
        stops().stop("m", epoch, stop(ITEMS, 3, Optional.of(CHANGE)));
        stops().skip("m", new SkippedChange(USERS, 3, CHANGE, CAUSE, NOW));
        stops().skip("m", new SkippedChange(ITEMS, 3, CHANGE, CAUSE, NOW));
        stores().progress().remove("m", epoch, USERS);
        assertThat(stops().stops("m")).extracting(TableStop::table).containsExactly(ITEMS);
        assertThat(stops().skipped("m")).extracting(SkippedChange::table).containsExactly(ITEMS);
        stores().mirrors().delete("m", epoch, true);
        ownedMirror("m", "o");
        assertThat(stops().stops("m")).isEmpty();
        assertThat(stops().skipped("m")).isEmpty();
    }
}
