package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without an idle timeout a change is at the destination at once. The limit is generous; benchmarks measure. */
class FreshnessE2E {
    private static final Duration GENEROUS = Duration.ofSeconds(5);

    @Test
    void aChangeIsVisibleAtOnce() {
        try (Stage stage = Stage.open()) {
            stage.source().execute("create table t (id int primary key)");
            stage.running("public.t");
            for (int id = 1; id <= 20; id++) {
                stage.source().execute("insert into t values (" + id + ")");
                String query = "select id from t where id = " + id;
                Await.atMost(GENEROUS)
                        .thatHolds(
                                "row " + id + " is there",
                                () -> !stage.destination().rows(query).isEmpty());
            }
        }
    }

    @Test
    void whatABatchGathersCountsAsLag() {
        try (Stage stage = Stage.open()) {
            stage.source().execute("create table t (id int primary key)");
            Mirror mirror = stage.running("public.t");
            mirror.edit(Map.of("idle_timeout", 600)).succeeded();
            mirror.awaitRunning();
            stage.source().execute("insert into t values (1)");
            Await.atMost(GENEROUS)
                    .thatHolds(
                            "the waiting change counts",
                            () -> mirror.status().at("lagMillis").asLong() > 0);
            assertThat(stage.destination().rows("select id from t")).isEmpty();
            mirror.edit(Map.of("idle_timeout", 1)).succeeded();
            Await.atMost(GENEROUS)
                    .thatHolds(
                            "nothing waits any more",
                            () -> mirror.status().at("lagMillis").asLong() == 0);
            assertThat(stage.destination().rows("select id from t")).containsExactly("1");
        }
    }
}
