package dev.tain.engine.internal;

import dev.tain.connector.Destination;
import dev.tain.connector.Source;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.internal.MirrorCycle.MirrorHands;
import dev.tain.engine.internal.MirrorCycle.Outcome;
import dev.tain.engine.sim.Actor;
import dev.tain.engine.sim.Caller;
import dev.tain.engine.sim.Killed;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.Stores;
import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.TainException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process that wants to run the mirror, as {@link MirrorRunner} does: takes the lease, makes attempts, rests when it
 * is asked to. When it dies it is started again a little later, under the same name.
 */
final class SimProcess implements Actor {
    static final String MIRROR = "mirror";
    private static final long LEASE_MILLIS = 15_000;

    private final Simulation simulation;
    private final String name;
    private Caller.Life life = new Caller.Life();
    private int attempts;
    private @Nullable LeaseKeeper lease;
    private @Nullable MirrorHands hands;
    private @Nullable MirrorCycle cycle;
    private @Nullable Caller caller;

    SimProcess(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public void step() {
        if (life.isOver()) {
            life = new Caller.Life();
            forget();
            return;
        }
        try {
            if (cycle != null) {
                look(cycle);
            } else {
                begin();
            }
        } catch (TainException e) {
            failed(e);
        }
    }

    /** Whether it has an attempt under way. */
    boolean isAtWork() {
        return cycle != null && !life.isOver();
    }

    private void forget() {
        simulation.world().tell(name + " starts");
        lease = null;
        hands = null;
        cycle = null;
        caller = null;
    }

    /** What the runner and its lease call with; each attempt has a caller of its own. */
    private Caller newCaller() {
        return new Caller(name + "." + ++attempts, life);
    }

    private void begin() {
        MirrorHands held = hands == null ? take() : hands;
        hands = held;
        MirrorRecord record = simulation.catalog().record();
        if (record.wish() == MirrorWish.PAUSE) {
            held.snapshots().release();
            return;
        }
        if (record.state() == MirrorState.COMPLETED && record.wish() == MirrorWish.RUN) {
            return;
        }
        if (!held.lease().take()) {
            giveUp();
            return;
        }
        if (simulation.catalog().record().id() != record.id()) {
            return;
        }
        if (record.wish() == MirrorWish.DROP) {
            held.snapshots().release();
            MirrorDrop.run(context(newCaller(), held.lease().epoch()), record);
            giveUp();
            return;
        }
        Caller attempt = newCaller();
        caller = attempt;
        MirrorCycle begun = new MirrorCycle(context(attempt, held.lease().epoch()), record, held);
        cycle = begun;
        after(begun.open());
    }

    private MirrorHands take() {
        Stores stores = simulation.stores(newCaller());
        stores.leases().releaseAll(name);
        LeaseKeeper keeper = new LeaseKeeper(
                stores.leases(), MIRROR, name, LEASE_MILLIS, simulation.world().clock());
        lease = keeper;
        return new MirrorHands(
                keeper,
                new Nudge(),
                new SnapshotHolder(),
                new Gauge(),
                (scope, onFailure) -> new SimScope(simulation.world(), name, 4, onFailure));
    }

    private MirrorContext context(Caller attempt, long epoch) {
        Source source = simulation.source(attempt, epoch);
        Destination destination = simulation.destination(attempt);
        Stores stores = simulation.stores(attempt);
        MirrorLog log =
                new MirrorLog(stores.history(), MIRROR, simulation.world().clock());
        EngineSettings settings = simulation.settings();
        return new MirrorContext(
                MIRROR,
                epoch,
                source,
                destination,
                stores,
                settings,
                log,
                simulation.world().clock());
    }

    private void look(MirrorCycle running) {
        after(running.look(simulation.world().oneIn(2)));
    }

    private void after(Outcome outcome) {
        if (outcome == Outcome.WORKING) {
            return;
        }
        end();
        if (outcome == Outcome.DONE && lease != null) {
            simulation
                    .stores(newCaller())
                    .mirrors()
                    .report(MIRROR, lease.epoch(), MirrorState.COMPLETED, Optional.empty());
        }
    }

    /** Ends the attempt, as the runner does whatever came of it. */
    private void end() {
        MirrorCycle running = cycle;
        cycle = null;
        if (caller != null) {
            caller.end();
        }
        if (running != null) {
            running.close();
        }
    }

    private void failed(TainException e) {
        simulation.world().tell(name + " failed: " + e.code() + " " + e.sentence());
        // what a process thinks that has lost the mirror without knowing it, it can tell nobody
        boolean owned = lease != null && simulation.catalog().isCurrent(lease.epoch());
        boolean hopeless = e.kind() == ErrorKind.USER || e.kind() == ErrorKind.BUG;
        if (owned && hopeless) {
            throw new AssertionError("the mirror needs a person", e);
        }
        end();
        if (hopeless || e.code() == ErrorCode.LEASE_LOST) {
            giveUp();
        }
    }

    /** Another process has the mirror. */
    private void giveUp() {
        MirrorHands held = hands;
        hands = null;
        if (held != null) {
            held.snapshots().close();
            try {
                held.lease().close();
            } catch (TainException e) {
                simulation.world().tell(name + " keeps the lease until it expires: " + e.sentence());
            }
        }
    }

    /** Ends in order, so that nothing may be left open. */
    void shutDown() {
        try {
            end();
            giveUp();
        } catch (Killed e) {
            simulation.world().tell(name + " was dead");
        }
    }
}
