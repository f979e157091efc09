package dev.tain.engine.internal;

import dev.tain.engine.MirrorState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the catalog how a running mirror is, when that has changed. Used by one thread. */
final class StateReport {
    private final MirrorContext context;
    private @Nullable MirrorState reported;

    StateReport(MirrorContext context) {
        this.context = context;
    }

    void report(MirrorState state) {
        if (state != reported) {
            context.stores().mirrors().report(context.mirror(), context.epoch(), state, Optional.empty());
            reported = state;
        }
    }
}
