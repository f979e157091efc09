package dev.tain.engine.internal;

import dev.tain.engine.MirrorWish;
import dev.tain.engine.store.MirrorRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to keep a mirror running: opens everything, works until something fails or the user wishes otherwise, and
 * closes everything. What it leaves behind is durable at source, destination and catalog, so the next attempt goes on
 * where this one was, whether it ended well or not.
 */
final class MirrorCycle implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;

    /** Wishes of this process come with a nudge; those of others are looked for this often. */
    private static final long READ_MILLIS = 1_000;

    private final MirrorContext context;
    private final MirrorHands hands;
    private MirrorRecord record;
    private long readAt;
    private @Nullable Preparation preparation;
    private @Nullable Work work;

    MirrorCycle(MirrorContext context, MirrorRecord record, MirrorHands hands) {
        this.context = context;
        this.record = record;
        this.hands = hands;
    }

    /** What outlives one attempt. */
    record MirrorHands(LeaseKeeper lease, Nudge nudge, SnapshotHolder snapshots, Gauge gauge, Scope.Opener scopes) {}

    /** How an attempt stands after a look at it. */
    enum Outcome {
        WORKING,
        /** To be begun anew, as far as the user still wishes that the mirror runs. */
        STOPPED,
        /** The mirror has done all that it was made for. */
        DONE
    }

    /** What an attempt has open, and the threads that use it. */
    interface Work extends AutoCloseable {
        /** Looks after the threads, and does what the configuration asks for. */
        Outcome look(MirrorRecord record);

        @Override
        void close();
    }

    /** Works until the wish changes; true when the mirror has done all it was made for. */
    boolean run() throws InterruptedException {
        try {
            Outcome outcome = open();
            while (outcome == Outcome.WORKING) {
                outcome = look(hands.nudge().await(LOOK_MILLIS));
            }
            return outcome == Outcome.DONE;
        } finally {
            close();
        }
    }

    /** Begins to open everything. */
    Outcome open() {
        hands.snapshots().keepFor(record.id());
        preparation = Preparation.begin(CycleParts.of(context, hands), record.config());
        return Outcome.WORKING;
    }

    /** To be called every {@link #LOOK_MILLIS}, and at once when the user has asked for something. */
    Outcome look(boolean nudged) {
        hands.lease().keep();
        return isWished(nudged) ? lookAfter() : Outcome.STOPPED;
    }

    private Outcome lookAfter() {
        if (work == null && preparation != null) {
            work = preparation.next();
        }
        return work == null ? Outcome.WORKING : work.look(record);
    }

    private boolean isWished(boolean nudged) {
        long now = context.clock().millis();
        if (!nudged && now - readAt < READ_MILLIS) {
            return true;
        }
        readAt = now;
        Optional<MirrorRecord> read = context.stores().mirrors().find(context.mirror());
        if (read.isEmpty() || read.get().wish() != MirrorWish.RUN) {
            return false;
        }
        record = read.get();
        return true;
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
        if (preparation != null) {
            preparation.close();
        }
    }
}
