package dev.tain.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.sim.Event;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Simulates the engine on many seeds. {@code -Dtain.sim.seeds=N} says on how many, {@code -Dtain.sim.first=S} from
 * which on, and {@code -Dtain.sim.seed=S} runs one and tells all that happens.
 */
class EngineSimTest {
    private static final int SEEDS = Integer.getInteger("tain.sim.seeds", 500);
    private static final long FIRST = Long.getLong("tain.sim.first", 1);
    private static final long ONE = Long.getLong("tain.sim.seed", 0);

    @Test
    void theDestinationBecomesTheSource() {
        if (ONE != 0) {
            run(ONE, true);
            return;
        }
        Map<Event, Integer> events = new EnumMap<>(Event.class);
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            run(seed, false).world().events().forEach((event, count) -> events.merge(event, count, Integer::sum));
        }
        System.out.println(SEEDS + " simulations from seed " + FIRST + " on: " + events);
        if (FIRST == 1 && SEEDS >= 500) {
            assertThat(events.keySet()).as("what happened").containsExactlyInAnyOrder(Event.values());
        }
    }

    @Test
    void aSeedIsTheSameAgain() {
        assertThat(run(7, false).world().trace())
                .isEqualTo(run(7, false).world().trace());
    }

    private static Simulation run(long seed, boolean verbose) {
        Simulation simulation = new Simulation(seed, verbose);
        try {
            simulation.run();
            return simulation;
        } catch (AssertionError | RuntimeException e) {
            String again = "seed " + seed + "; to have it again: ./dev sim --seed " + seed;
            throw new AssertionError(again + "\n" + simulation.world().trace() + "\n" + again, e);
        }
    }
}
