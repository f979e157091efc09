package dev.tain.e2e;

import dev.tain.testkit.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A mirror whose tables don't change must not keep the source's log. */
class IdleSlotE2E {
    @Test
    void theSlotAdvancesOverTheChangesOfOtherTables() {
        try (Stage stage = Stage.open()) {
            stage.source().execute("create table t (id int primary key)", "create table other (id int, v text)");
            stage.running("public.t");
            stage.source().execute("insert into other select g, repeat('x', 500) from generate_series(1, 40000) g");
            String end = stage.source().value("select pg_current_wal_lsn()");
            Await.atMost(Duration.ofSeconds(60))
                    .thatHolds(
                            "the slot has passed " + end,
                            () -> stage.source()
                                    .value("select confirmed_flush_lsn >= '" + end
                                            + "'::pg_lsn from pg_replication_slots"
                                            + " where database = current_database()")
                                    .equals("t"));
        }
    }
}
