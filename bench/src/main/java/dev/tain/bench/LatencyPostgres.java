package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * How long after its commit a change is visible at the destination, under a steady load of small transactions: a mirror
 * that applies at once, and PostgreSQL's subscription.
 */
final class LatencyPostgres implements Benchmark {
    private static final long ROWS = 100_000;
    private static final int COMMITS_PER_SECOND = 1_000;
    private static final int SECONDS = 30;

    @Override
    public String name() {
        return "latency-postgres";
    }

    @Override
    public String purpose() {
        return "from commit to visible, PostgreSQL to PostgreSQL"
                + " [--consumers subscription,tain] [--rounds N] [--rate N] [--seconds N] [--record]";
    }

    @Override
    public void run(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("consumers", "rounds", "rate", "seconds", "record"));
        int rate = options.number("rate", COMMITS_PER_SECOND);
        int seconds = options.number("seconds", SECONDS);
        Report report = new Report(name());
        try (Rig rig = Rig.open(ROWS, ROWS, "", report)) {
            report.line("%d single-row commits a second for %d s, every other one an insert, which is measured"
                    .formatted(rate, seconds));
            LatencyRun.header(report);
            for (int round = 0; round < options.number("rounds", 1); round++) {
                List<String> names = new ArrayList<>(options.list("consumers", List.of("subscription", "tain")));
                Collections.rotate(names, round);
                for (String name : names) {
                    measure(new LatencyRun(rig, new SteadyLoad(rate, seconds, 1), report), name);
                }
            }
        }
        if (options.has("record")) {
            report.keep();
        }
    }

    private static void measure(LatencyRun run, String name) throws Exception {
        try (PostgresDatabase source = run.rig().copySource();
                PostgresDatabase destination = run.rig().copyDestination()) {
            Subscription.publish(source);
            try (Consumer consumer = consumer(run.rig(), name, source, destination)) {
                consumer.prepare();
                consumer.start();
                run.measure(consumer, source, PostgresLook.open(destination));
            }
        }
    }

    private static Consumer consumer(Rig rig, String name, PostgresDatabase source, PostgresDatabase destination)
            throws Exception {
        return switch (name) {
            case "subscription" -> new Subscription(source, destination);
            case "tain" -> rig.mirror(source, destination);
            default -> throw new IllegalArgumentException("there is no consumer '" + name + "'");
        };
    }
}
