package dev.tain.engine.sim;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything that is by chance in a simulation: whose turn it is, what fails, what time it is. One thread and one seed,
 * so that a run can be had again.
 *
 * <p>Actors run at the same time in this sense: within any call from one of them to the outside, others may take turns
 * before the call returns. So every call is a place where something else may have happened in between.
 */
public final class World {
    private static final int TRACE_LINES = 600;
    private static final int DEEPEST = 6;

    /** Into so many kinds calls are divided by their first word; in half of the runs one is weak, or slow. */
    private static final int KINDS_OF_CALLS = 17;

    /** Calls that do harm when they come late, unless something keeps them from it. */
    private static final List<String> OFTEN_SLOW = List.of("write", "write", "commit", "create", "publish", "put");

    private static final int WEAK_PER_TEN_THOUSAND = 400;
    private static final int SLOW_PER_MILLE = 60;
    private static final int MOST_STEPS_IF_SLOW = 150;
    private static final long LONGER_THAN_A_LEASE_MILLIS = 20_000;
    private static final int MOST_NESTED_STEPS = 25;

    private final Random random;
    private final boolean verbose;
    private final Deque<String> trace = new ArrayDeque<>();
    private final List<Actor> actors = new ArrayList<>();
    private final Set<Actor> acting = new HashSet<>();
    private final Set<String> asleep = new HashSet<>();
    private final Map<Event, Integer> events = new EnumMap<>(Event.class);
    private final Map<Object, Caller> open = new LinkedHashMap<>();
    private final SimClock clock = new SimClock();
    private final int weakCalls;
    private final int slowCalls;
    private final int nestedPerMille;
    private final int errorsPerTenThousand;
    private final int deathsPerTenThousand;
    private boolean calm;
    private int depth;
    private long calls;

    public World(long seed, boolean verbose) {
        this.random = new Random(mixed(seed));
        this.verbose = verbose;
        this.weakCalls = random.nextInt(2 * KINDS_OF_CALLS);
        this.slowCalls = random.nextBoolean()
                ? random.nextInt(2 * KINDS_OF_CALLS)
                : kind(OFTEN_SLOW.get(random.nextInt(OFTEN_SLOW.size())));
        this.nestedPerMille = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
        this.errorsPerTenThousand = random.nextInt(4) == 0 ? 0 : random.nextInt(60);
        this.deathsPerTenThousand = random.nextInt(3) == 0 ? 0 : random.nextInt(25);
    }

    /** Neighbouring seeds would begin alike. */
    private static long mixed(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    // ---- chance

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    public <T> T anyOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Nothing fails any more, and nobody takes turns out of order. */
    public void calmDown() {
        calm = true;
    }

    public boolean isCalm() {
        return calm;
    }

    // ---- telling

    public void tell(String what) {
        if (verbose) {
            System.out.println("  ".repeat(depth) + what);
        }
        trace.add("  ".repeat(depth) + what);
        if (trace.size() > TRACE_LINES) {
            trace.remove();
        }
    }

    /** What is told only to somebody who wants to know all of one run. */
    void detail(Supplier<String> what) {
        if (verbose) {
            System.out.println("  ".repeat(depth) + "    " + what.get());
        }
    }

    public void count(Event event) {
        events.merge(event, 1, Integer::sum);
    }

    public Map<Event, Integer> events() {
        return events;
    }

    public String trace() {
        return String.join("\n", trace);
    }

    /** Number of calls so far, which tells two runs apart. */
    public long calls() {
        return calls;
    }

    // ---- what is open

    void opened(Object resource, Caller owner) {
        open.put(resource, owner);
    }

    void closed(Object resource) {
        open.remove(resource);
    }

    /** Connections and the like that nobody has closed, though their owner lives. */
    public List<Object> open() {
        return open.entrySet().stream()
                .filter(entry -> !entry.getValue().isDead())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A call that opens something: when it fails after it did, nobody else can close that. */
    <T extends AutoCloseable> T open(Caller caller, ErrorCode failure, String what, Supplier<T> effect) {
        List<T> opened = new ArrayList<>();
        try {
            return call(caller, failure, what, () -> {
                T resource = effect.get();
                opened.add(resource);
                return resource;
            });
        } catch (TainException | Killed e) {
            opened.forEach(World::close);
            throw e;
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- time

    public Clock clock() {
        return clock;
    }

    public void advance(long millis) {
        clock.now += millis;
    }

    private static final class SimClock extends Clock {
        private long now = 1_000_000_000_000L;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    // ---- turns

    public void add(Actor actor) {
        actors.add(actor);
    }

    public void remove(Actor actor) {
        actors.remove(actor);
    }

    public List<Actor> actors() {
        return List.copyOf(actors);
    }

    /** Somebody who is not acting already takes a turn. */
    public void turn() {
        int sum = 0;
        for (Actor actor : actors) {
            sum += isFree(actor) ? actor.weight() : 0;
        }
        if (sum == 0) {
            return;
        }
        int chosen = random.nextInt(sum);
        for (Actor actor : List.copyOf(actors)) {
            chosen -= isFree(actor) ? actor.weight() : 0;
            if (chosen < 0) {
                act(actor);
                return;
            }
        }
    }

    /** The actor takes a turn, unless he is at it already. */
    public void act(Actor actor) {
        if (!acting.add(actor)) {
            return;
        }
        depth++;
        try {
            actor.step();
        } catch (Killed e) {
            tell(actor.name() + ": " + e.getMessage());
        } finally {
            depth--;
            acting.remove(actor);
        }
    }

    // ---- calls

    /** A call to the outside that may fail before or after its effect, and during which others may act. */
    public <T> T call(Caller caller, ErrorCode failure, String what, Supplier<T> effect) {
        calls++;
        check(caller, failure, what);
        interfere(caller, failure, what + " (before)");
        T result = effect.get();
        tell(caller + ": " + what);
        interfere(caller, failure, what + " (after)");
        return result;
    }

    /** The same without a result. */
    public void call(Caller caller, ErrorCode failure, String what, Runnable effect) {
        call(caller, failure, what, () -> {
            effect.run();
            return what;
        });
    }

    private void check(Caller caller, ErrorCode failure, String what) {
        if (caller.isDead()) {
            throw new Killed(caller.toString());
        }
        if (caller.isEnded() && (calm || random.nextBoolean())) {
            throw fail(caller, failure, what + " (interrupted)");
        }
    }

    private void interfere(Caller caller, ErrorCode failure, String what) {
        if (calm) {
            return;
        }
        int kind = kind(what.substring(0, what.indexOf(' ', 1)));
        boolean slow = kind == slowCalls && random.nextInt(1_000) < SLOW_PER_MILLE;
        if (depth < DEEPEST && (slow || random.nextInt(1_000) < nestedPerMille)) {
            wait(caller, slow);
            check(caller, failure, what);
        }
        int chance = random.nextInt(10_000);
        int weakness = kind == weakCalls ? WEAK_PER_TEN_THOUSAND : 0;
        if (chance < deathsPerTenThousand + weakness / 4) {
            tell(caller + ": " + what + " DIES");
            count(Event.CRASHED);
            caller.die();
            throw new Killed(caller.toString());
        }
        if (chance < deathsPerTenThousand + errorsPerTenThousand + weakness) {
            throw fail(caller, failure, what);
        }
    }

    private static int kind(String word) {
        return Math.floorMod(word.hashCode(), KINDS_OF_CALLS);
    }

    /** Others act meanwhile; a slow call may last longer than a lease, as when its whole process sleeps. */
    private void wait(Caller caller, boolean slow) {
        boolean sleeps = slow && oneIn(2) && asleep.add(caller.process());
        if (sleeps) {
            advance(LONGER_THAN_A_LEASE_MILLIS);
        }
        for (int steps = random.nextInt(slow ? MOST_STEPS_IF_SLOW : MOST_NESTED_STEPS); steps > 0 && !calm; steps--) {
            turn();
        }
        if (sleeps) {
            asleep.remove(caller.process());
        }
    }

    private boolean isFree(Actor actor) {
        String process = actor.name().split("/", -1)[0];
        return !acting.contains(actor) && !asleep.contains(process);
    }

    private TainException fail(Caller caller, ErrorCode failure, String what) {
        tell(caller + ": " + what + " FAILS");
        return new TainException(failure, what + " failed by chance", "try again");
    }

    /** What must never be. */
    public static AssertionError violation(String what) {
        return new AssertionError(what);
    }
}
