package dev.tain.engine.internal.verify;

import dev.tain.engine.MirrorState;
import dev.tain.engine.core.compare.Fences;
import dev.tain.engine.internal.verify.Surroundings.Ends;
import dev.tain.engine.internal.verify.Surroundings.Hurry;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TainException;
import java.util.Optional;
import java.util.Set;

/**
 * A fence is a message in the source's log: it is behind everything that was visible when it was written, and the
 * destination has passed it when it has applied a position behind it. Any thread may use it.
 */
final class LogFences implements Fences {
    /** Longer than any batch waits; a mirror whose source or destination is away comes back within it, or not soon. */
    private static final long PATIENCE_MILLIS = 300_000;

    private static final long SETTLE_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 10;
    private static final long LOOK_AWAY_MILLIS = 250;
    private static final long STATE_MILLIS = 2_000;
    private static final long NANOS = 1_000_000;
    private static final Set<MirrorState> MOVING =
            Set.of(MirrorState.CREATED, MirrorState.RUNNING, MirrorState.SNAPSHOTTING, MirrorState.RETRYING);

    private final Surroundings surroundings;
    private final String mirror;
    private final Ends ends;
    private final Pace pace;
    private final boolean still;

    /** @param still whether the destination does not follow the source any more, so that there is nothing to pass */
    LogFences(Surroundings surroundings, String mirror, Ends ends, Pace pace, boolean still) {
        this.surroundings = surroundings;
        this.mirror = mirror;
        this.ends = ends;
        this.pace = pace;
        this.still = still;
    }

    @Override
    public void pass() {
        if (still) {
            return;
        }
        try (Hurry _ = surroundings.hurry(mirror)) {
            await(ends.source().heartbeat());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private void await(Position fence) throws InterruptedException {
        long began = System.nanoTime();
        long asked = began;
        while (true) {
            Optional<Position> here = surroundings.applied(mirror);
            Optional<Position> applied = here.or(() -> ends.destination().position(mirror));
            if (applied.isPresent() && fence.isBefore(applied.get())) {
                return;
            }
            long now = System.nanoTime();
            if (now - asked > STATE_MILLIS * NANOS) {
                asked = now;
                requireMoving();
            }
            if (now - began > PATIENCE_MILLIS * NANOS) {
                throw missed("has not come to " + fence.text() + " within " + PATIENCE_MILLIS / 1000 + " s");
            }
            Thread.sleep(here.isPresent() ? LOOK_MILLIS : LOOK_AWAY_MILLIS);
        }
    }

    private void requireMoving() {
        Optional<MirrorState> state = surroundings.state(mirror, ends.id());
        if (state.isEmpty() || !MOVING.contains(state.get())) {
            throw missed("is " + state.map(Enum::name).orElse("gone"));
        }
    }

    private TainException missed(String why) {
        return new TainException(
                        ErrorCode.VERIFICATION_FENCE_MISSED,
                        "mirror " + mirror + " " + why + ", so its tables cannot be compared",
                        "bring the mirror to run, then verify again")
                .with("mirror", mirror);
    }

    static TainException interrupted() {
        return new TainException(
                ErrorCode.VERIFICATION_INTERRUPTED, "the verification was ended before it was done", "verify again");
    }

    @Override
    public boolean settle() {
        return ends.source().settle(SETTLE_MILLIS);
    }

    @Override
    public void read(long rows) {
        try {
            pace.read(rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }
}
