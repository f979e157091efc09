package dev.tain.engine.internal;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEdit;
import dev.tain.engine.MirrorEdit.SnapshotEdit;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.sim.Actor;
import dev.tain.engine.sim.DestinationServer;
import dev.tain.engine.sim.Event;
import dev.tain.engine.sim.Truth;
import dev.tain.engine.sim.World;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What happens around a mirror: time passes, people ask for things, exported snapshots get lost. */
final class Circumstances implements Actor {
    private final Simulation simulation;
    private final World world;

    Circumstances(Simulation simulation) {
        this.simulation = simulation;
        this.world = simulation.world();
    }

    @Override
    public String name() {
        return "circumstances";
    }

    @Override
    public int weight() {
        return world.isCalm() ? 0 : 6;
    }

    @Override
    public void step() {
        boolean dropping = simulation.catalog().record().wish() == MirrorWish.DROP;
        switch (world.below(dropping ? 2 : 60)) {
            case 0 -> {
                world.tell("snapshots are lost");
                simulation.sourceServer().loseSnapshots();
            }
            case 1 -> {
                world.tell("time flies");
                world.advance(20_000);
            }
            case 2, 3, 4 -> edit();
            case 5 -> pause();
            case 6 -> drop();
            case 7, 8, 9 -> ask(config(), MirrorWish.RUN);
            case 10 -> refuse();
            case 11, 12 -> {
                world.tell("asked to retry");
                simulation.catalog().retry();
            }
            default -> world.advance(world.below(1_500));
        }
    }

    /** A table of the destination refuses some of its rows, or all, until somebody puts it right. */
    private void refuse() {
        DestinationServer destination = simulation.destinationServer();
        if (destination.refuses() || config().snapshot().only()) {
            destination.refuseNothing();
            return;
        }
        TableName table =
                Truth.copyOf(world.anyOf(List.copyOf(simulation.sourceServer().names())));
        world.tell(table + " refuses rows");
        if (world.oneIn(3)) {
            destination.refuse(table, ErrorCode.POSTGRES_PRIVILEGE_MISSING, row -> true);
        } else {
            int rest = world.below(4);
            destination.refuse(
                    table, ErrorCode.POSTGRES_DATA_REJECTED, row -> Math.floorMod(row.hashCode(), 4) == rest);
        }
    }

    private MirrorConfig config() {
        return simulation.catalog().record().config();
    }

    private void ask(MirrorConfig config, MirrorWish wish) {
        if (wish != simulation.catalog().record().wish() || !config.equals(config())) {
            world.tell("asked to " + wish + " with "
                    + config.tables().stream().map(TableMapping::source).toList());
            simulation.catalog().ask(config, wish);
        }
    }

    private void drop() {
        if (world.oneIn(3)) {
            ask(config(), MirrorWish.DROP);
        }
    }

    private void pause() {
        world.count(Event.PAUSED);
        ask(config(), MirrorWish.PAUSE);
    }

    private void edit() {
        if (config().snapshot().only()) {
            return;
        }
        TableName table = world.anyOf(List.copyOf(simulation.sourceServer().names()));
        boolean present =
                config().tables().stream().anyMatch(mapping -> mapping.source().equals(table));
        if (present && config().tables().size() > 1) {
            world.count(Event.TABLE_REMOVED);
            ask(MirrorEdits.apply(config(), edit(List.of(), List.of(table))), MirrorWish.RUN);
        } else if (!present && !simulation.catalog().progress().containsKey(table)) {
            // the service refuses a table that is not yet taken out, and one whose destination table has rows
            simulation.destinationServer().empty(Truth.copyOf(table));
            world.count(Event.TABLE_ADDED);
            ask(MirrorEdits.apply(config(), edit(List.of(table), List.of())), MirrorWish.RUN);
        }
    }

    private static MirrorEdit edit(List<TableName> added, List<TableName> removed) {
        return new MirrorEdit(
                added.stream().map(Simulation::mapping).toList(),
                removed.stream().map(Simulation::mapping).toList(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                SnapshotEdit.NONE,
                Map.of());
    }
}
