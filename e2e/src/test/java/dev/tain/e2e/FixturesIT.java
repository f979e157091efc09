package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the other tests rely on. */
class FixturesIT {
    @Test
    void aWorkloadOfOneThreadIsTheSameForTheSameSeed() {
        assertThat(digestAfterRun(5)).isEqualTo(digestAfterRun(5)).isNotEqualTo(digestAfterRun(6));
    }

    private static List<String> digestAfterRun(long seed) {
        try (PostgresDatabase database = PostgresServer.freshDatabase();
                Workload load = Workload.prepare(database, seed)) {
            load.run(100);
            return List.of(Workload.tables()).stream()
                    .map(table -> database.value("select count(*) || ' '"
                            + " || coalesce(sum(hashtext((to_jsonb(t) - 'changed')::text)), 0) from "
                            + Stage.quoted(table) + " t"))
                    .toList();
        }
    }

    @Test
    void aWorkloadOfSeveralThreadsGoesOnInSpiteOfConflicts() {
        try (PostgresDatabase database = PostgresServer.freshDatabase();
                Workload load = Workload.prepare(database, 7)) {
            long before = load.committed();
            load.start(3);
            Await.until("transactions are committed", () -> load.committed() > before + 300);
            load.stop();
            assertThat(database.count("accounts where note is not null")).isPositive();
        }
    }

    @Test
    void everySampleOfAValueIsOne() {
        try (PostgresDatabase database = PostgresServer.freshDatabase()) {
            database.execute(TypeSamples.DEFINITIONS.toArray(String[]::new));
            for (TypeSamples.Sample sample : TypeSamples.all()) {
                String values = IntStream.range(0, sample.values().size())
                        .mapToObj(sample::sql)
                        .collect(Collectors.joining(", "));
                database.execute("select " + values);
            }
        }
    }
}
