package dev.tain.engine.internal;

import dev.tain.connector.Destination;
import dev.tain.connector.Source;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.MirrorConfig.StreamOptions;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.TablePhase;
import dev.tain.engine.sim.Actor;
import dev.tain.engine.sim.Caller;
import dev.tain.engine.sim.CatalogServer;
import dev.tain.engine.sim.DestinationServer;
import dev.tain.engine.sim.Images;
import dev.tain.engine.sim.SimDestination;
import dev.tain.engine.sim.SimSource;
import dev.tain.engine.sim.SimStores;
import dev.tain.engine.sim.SourceServer;
import dev.tain.engine.sim.Truth;
import dev.tain.engine.sim.World;
import dev.tain.engine.sim.Writers;
import dev.tain.engine.store.Stores;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * One mirror from its creation to a quiet end, with everything going wrong in between that may. Afterwards the
 * destination must equal the source, and on the way it must have been what it said it was.
 */
final class Simulation {
    private static final int MOST_TURNS = 1_500;
    private static final int MOST_CALM_ROUNDS = 600;

    private final World world;
    private final SourceServer source;
    private final DestinationServer destination;
    private final CatalogServer catalog;
    private final Truth truth;
    private final Writers writers;
    private final List<SimProcess> processes = new ArrayList<>();
    private final EngineSettings settings;

    Simulation(long seed, boolean verbose) {
        world = new World(seed, verbose);
        source = new SourceServer(world);
        for (int i = 1 + world.below(4); i > 0; i--) {
            source.create(Images.schema("public.t" + i, "a", "k2", "large", "k1", "other"));
        }
        destination = new DestinationServer(world);
        catalog = new CatalogServer(world, config(), destination::emptyAll);
        truth = new Truth(source, destination, catalog);
        writers = new Writers(source);
        settings = new EngineSettings(60 + world.below(2_000), 10_000, 15_000);
    }

    // ---- the mirror

    private MirrorConfig config() {
        boolean only = world.oneIn(8);
        boolean ownSlot = !world.oneIn(4);
        boolean ownPublication = !world.oneIn(4);
        List<TableMapping> tables = source.names().stream()
                .filter(name -> name.name().equals("t1") || !world.oneIn(4))
                .map(Simulation::mapping)
                .toList();
        return new MirrorConfig(
                SimProcess.MIRROR,
                "source",
                "destination",
                tables,
                new SnapshotOptions(true, only, 4, world.below(3), 1 + world.below(3), 1 + world.below(2)),
                new StreamOptions(
                        1 + world.below(40), world.below(2), ownPublication ? "" : "theirs", ownSlot ? "" : "theirs"),
                "",
                "",
                Map.of());
    }

    static TableMapping mapping(TableName table) {
        return new TableMapping(table, Truth.copyOf(table));
    }

    World world() {
        return world;
    }

    CatalogServer catalog() {
        return catalog;
    }

    DestinationServer destinationServer() {
        return destination;
    }

    SourceServer sourceServer() {
        return source;
    }

    EngineSettings settings() {
        return settings;
    }

    Stores stores(Caller caller) {
        return SimStores.of(catalog, caller);
    }

    Source source(Caller caller, long epoch) {
        return new SimSource(source, destination, caller, () -> catalog.isCurrent(epoch));
    }

    Destination destination(Caller caller) {
        return new SimDestination(destination, caller, truth::compare);
    }

    // ---- the run

    void run() {
        writers.fill();
        if (!catalog.record().config().stream().publication().isEmpty()) {
            source.publish(List.copyOf(source.names()));
        }
        if (!catalog.record().config().stream().slot().isEmpty()) {
            source.createSlot();
            writers.fill();
        }
        for (int i = 1 + world.below(2); i > 0; i--) {
            SimProcess process = new SimProcess(this, "p" + i);
            processes.add(process);
            world.add(process);
        }
        world.add(writers);
        world.add(new Circumstances(this));
        for (int turns = world.below(MOST_TURNS); turns > 0; turns--) {
            world.turn();
        }
        comeToRest();
        check();
    }

    /** Everybody works, nothing fails, nobody writes any more. */
    private void comeToRest() {
        world.tell("calm");
        world.calmDown();
        writers.rest();
        destination.refuseNothing();
        goOnUntil(() -> catalog.record().wish() != MirrorWish.DROP);
        if (world.oneIn(4)) {
            catalog.ask(catalog.record().config(), MirrorWish.PAUSE);
            goOnUntil(this::isPaused);
        }
        if (catalog.record().wish() != MirrorWish.RUN) {
            catalog.ask(catalog.record().config(), MirrorWish.RUN);
        }
        goOnUntil(this::isAtRest);
        processes.forEach(SimProcess::shutDown);
    }

    private void goOnUntil(BooleanSupplier done) {
        for (int round = 0; !done.getAsBoolean(); round++) {
            if (round == MOST_CALM_ROUNDS) {
                throw new AssertionError("it does not come to rest: "
                        + catalog.record().state() + " " + catalog.progress().values() + " " + destination);
            }
            catalog.retry();
            world.actors().stream().filter(actor -> actor.weight() > 0).forEach(world::act);
            world.advance(500);
        }
    }

    /** Nobody works, and nothing is open. */
    private boolean isPaused() {
        return processes.stream().noneMatch(SimProcess::isAtWork)
                && world.open().isEmpty();
    }

    private boolean isAtRest() {
        if (catalog.record().config().snapshot().only()) {
            return catalog.record().state() == MirrorState.COMPLETED;
        }
        Set<TableName> wanted = wanted();
        return catalog.record().state() == MirrorState.RUNNING
                && catalog.progress().keySet().equals(wanted)
                && catalog.progress().values().stream().allMatch(this::isCurrent)
                && !source.isHeldBack()
                && Long.compareUnsigned(destination.durable(), source.lastChange()) >= 0;
    }

    private boolean isCurrent(TableProgress table) {
        return table.phase() == TablePhase.STREAMING
                && Long.compareUnsigned(destination.durable(), table.replayUntil()) >= 0;
    }

    private Set<TableName> wanted() {
        return catalog.record().config().tables().stream()
                .map(TableMapping::source)
                .collect(Collectors.toSet());
    }

    // ---- what must be so at the end

    private void check() {
        for (TableName table : wanted()) {
            if (catalog.record().config().snapshot().only()) {
                truth.compareWithSnapshots(table);
            } else {
                truth.compareNow(table);
            }
        }
        if (destination.holdsChanges()) {
            throw new AssertionError("changes are still held: " + destination.remembered());
        }
        if (!wanted().containsAll(destination.remembered())) {
            throw new AssertionError("tables that were removed are remembered: " + destination.remembered());
        }
        if (!world.open().isEmpty()) {
            throw new AssertionError("left open: " + world.open());
        }
    }

    /** Actors that live in this simulation, for the checks of the simulation itself. */
    List<Actor> actors() {
        return world.actors();
    }
}
