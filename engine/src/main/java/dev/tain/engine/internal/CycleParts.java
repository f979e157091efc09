package dev.tain.engine.internal;

import dev.tain.engine.internal.MirrorCycle.MirrorHands;

/** What the parts of one attempt share. */
record CycleParts(
        MirrorContext context,
        MirrorHands hands,
        TableBook tables,
        Quarantine quarantine,
        MirrorSetup setup,
        StateReport state) {

    static CycleParts of(MirrorContext context, MirrorHands hands) {
        TableBook tables = new TableBook(context.stores().progress(), context.mirror(), context.epoch());
        return new CycleParts(
                context,
                hands,
                tables,
                new Quarantine(context, tables),
                new MirrorSetup(context),
                new StateReport(context));
    }

    Scope openScope() {
        return hands.scopes().open(context.mirror(), hands.nudge()::give);
    }

    static void forkWorkers(Scope scope, SnapshotRunner copier) {
        for (int i = 1; i <= copier.workers(); i++) {
            scope.fork("copy-" + i, copier.worker());
        }
    }
}
