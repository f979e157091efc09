package dev.tain.engine.internal;

import dev.tain.connector.StreamSpec;
import dev.tain.engine.MirrorState;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import java.util.Optional;

/** Removes what Tain made for a mirror, and at last the mirror. Every step may be repeated after a crash. */
final class MirrorDrop {
    private MirrorDrop() {}

    static void run(MirrorContext context, MirrorRecord record) {
        String mirror = context.mirror();
        // also a look at the lease, right before the source is touched
        context.stores().mirrors().report(mirror, context.epoch(), MirrorState.DROPPING, Optional.empty());
        StreamSpec spec = StreamSpecs.of(record.config());
        if (!record.config().snapshot().only()) {
            context.source().drop(spec);
        }
        DropOptions options = record.dropOptions();
        if (!options.keepDestination()) {
            context.destination().drop(mirror, context.epoch());
        }
        context.stores().mirrors().delete(mirror, context.epoch(), options.dropHistory());
        context.log().info("dropped");
    }
}
