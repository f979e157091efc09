package dev.tain.engine.internal;

import dev.tain.engine.EngineSettings;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.Trouble;
import dev.tain.engine.core.Backoff;
import dev.tain.engine.internal.MirrorCycle.MirrorHands;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.Stores;
import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs one mirror on one virtual thread for as long as this process holds its lease: tries, waits, and does what the
 * user wishes. The only place that decides whether something is tried again, and by the error's kind alone.
 */
final class MirrorRunner {
    private static final long LOOK_MILLIS = 1_000;

    /** An attempt that lasted this long was a success, whatever ended it: waiting starts from the shortest again. */
    private static final long HEALTHY_MILLIS = 60_000;

    private static final Set<MirrorState> STALE = Set.of(MirrorState.RUNNING, MirrorState.SNAPSHOTTING);

    private final String mirror;
    private final Parts parts;
    private final MirrorLog log;
    private final Nudge nudge = new Nudge();
    private final Gauge gauge = new Gauge();
    private @Nullable Trouble trouble;

    /** What runners share. */
    record Parts(
            Stores stores,
            Connectors connectors,
            EngineSettings settings,
            PeerLookup peers,
            String owner,
            Clock clock) {}

    /** Finds a stored peer, or throws {@code PEER_UNKNOWN}. */
    interface PeerLookup {
        Peer find(String name);
    }

    MirrorRunner(String mirror, Parts parts) {
        this.mirror = mirror;
        this.parts = parts;
        this.log = new MirrorLog(parts.stores().history(), mirror, parts.clock());
    }

    Gauge gauge() {
        return gauge;
    }

    void nudge() {
        nudge.give();
    }

    /** Runs until the mirror is gone, or another process has it, or interrupted. */
    void run() throws InterruptedException {
        try (LeaseKeeper lease = new LeaseKeeper(
                        parts.stores().leases(),
                        mirror,
                        parts.owner(),
                        parts.settings().leaseMillis(),
                        parts.clock());
                SnapshotHolder snapshots = new SnapshotHolder()) {
            MirrorHands hands = new MirrorHands(lease, nudge, snapshots, gauge, ThreadScope::new);
            boolean more = lease.take();
            if (more) {
                takeUp(lease.epoch());
            }
            while (more) {
                more = step(hands);
            }
        }
    }

    /** What the owner before said last may be true no more: until something arrives here the mirror is being set up. */
    private void takeUp(long epoch) {
        Optional<MirrorRecord> record = parts.stores().mirrors().find(mirror);
        if (record.isPresent() && STALE.contains(record.get().state())) {
            parts.stores().mirrors().report(mirror, epoch, MirrorState.CREATED, Optional.empty());
        }
    }

    /** Does what is wished once; false when there is nothing left to do here. */
    private boolean step(MirrorHands hands) throws InterruptedException {
        Optional<MirrorRecord> found = parts.stores().mirrors().find(mirror);
        if (found.isEmpty()) {
            return false;
        }
        MirrorRecord record = found.get();
        if (record.wish() != MirrorWish.RUN) {
            hands.snapshots().release();
        }
        Began began = new Began(parts.clock().millis(), gauge.appliedOrder());
        try {
            return switch (record.wish()) {
                case RUN -> attempt(record, hands);
                case PAUSE -> rest(record, MirrorState.PAUSED, hands.lease());
                case DROP -> drop(record, hands.lease());
            };
        } catch (TainException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("ended while working");
            }
            return failed(record, e, began, hands.lease());
        }
    }

    private boolean attempt(MirrorRecord record, MirrorHands hands) throws InterruptedException {
        if (record.state() == MirrorState.COMPLETED) {
            return rest(record, MirrorState.COMPLETED, hands.lease());
        }
        try {
            if (!hands.lease().take()) {
                return false;
            }
            Optional<MirrorRecord> now = parts.stores().mirrors().find(mirror);
            if (now.isEmpty() || now.get().id() != record.id()) {
                return true; // another process had the lease meanwhile, and the mirror was dropped
            }
            if (new MirrorCycle(context(record, hands.lease().epoch()), record, hands).run()) {
                report(hands.lease().epoch(), MirrorState.COMPLETED);
            }
            return true;
        } catch (TainException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TainException(
                    ErrorCode.INTERNAL,
                    "a mistake in Tain: " + e,
                    "report it with the log; resuming the mirror tries again",
                    e);
        }
    }

    private MirrorContext context(MirrorRecord record, long epoch) {
        Peer source = parts.peers().find(record.config().source());
        Peer destination = parts.peers().find(record.config().destination());
        return new MirrorContext(
                mirror,
                epoch,
                parts.connectors().of(source).source(source, mirror),
                parts.connectors().of(destination).destination(destination, mirror),
                parts.stores(),
                parts.settings(),
                log,
                parts.clock());
    }

    // ---- resting

    /** Stays in a state until the user changes the wish or the configuration. */
    private boolean rest(MirrorRecord record, MirrorState state, LeaseKeeper lease) throws InterruptedException {
        report(lease.epoch(), state);
        return awaitRevision(record.revision(), Long.MAX_VALUE, lease);
    }

    /** Waits for a change of what the user asked, or until a time; false when the mirror is gone. */
    private boolean awaitRevision(long revision, long untilMillis, LeaseKeeper lease) throws InterruptedException {
        while (true) {
            Optional<MirrorRecord> now = parts.stores().mirrors().find(mirror);
            if (now.isEmpty()) {
                return false;
            }
            long left = untilMillis - parts.clock().millis();
            if (now.get().revision() != revision || left <= 0) {
                return true;
            }
            lease.keep();
            nudge.await(Math.min(left, LOOK_MILLIS));
        }
    }

    private void report(long epoch, MirrorState state) {
        trouble = null;
        parts.stores().mirrors().report(mirror, epoch, state, Optional.empty());
    }

    // ---- trouble

    private boolean failed(MirrorRecord record, TainException error, Began began, LeaseKeeper lease)
            throws InterruptedException {
        if (error.code() == ErrorCode.LEASE_LOST) {
            log.warn(error.sentence());
            return false;
        }
        Trouble next = next(error, began, parts.clock().millis());
        boolean again = next.retryAtMillis() > 0;
        say(error, next);
        trouble = next;
        MirrorState state = record.wish() == MirrorWish.DROP
                ? MirrorState.DROPPING
                : again ? MirrorState.RETRYING : MirrorState.FAILED;
        parts.stores().mirrors().report(mirror, lease.epoch(), state, Optional.of(next));
        return awaitRevision(record.revision(), again ? next.retryAtMillis() : Long.MAX_VALUE, lease);
    }

    /** How things were when an attempt began. */
    private record Began(long atMillis, long appliedOrder) {}

    /** An attempt that got on with its work ends the trouble before, however short it was. */
    private Trouble next(TainException error, Began began, long now) {
        boolean gotOn = gauge.appliedOrder() > began.appliedOrder() || now - began.atMillis() >= HEALTHY_MILLIS;
        Trouble earlier = gotOn ? null : trouble;
        int attempts = earlier == null ? 1 : earlier.attempts() + 1;
        long since = earlier == null ? now : earlier.sinceMillis();
        boolean again = error.kind() == ErrorKind.TRANSIENT || error.kind() == ErrorKind.RESOURCE;
        long retryAt = again ? now + Backoff.PEER.millis(attempts) : 0;
        return new Trouble(error.code(), error.sentence(), error.remedy(), since, attempts, retryAt);
    }

    private void say(TainException error, Trouble next) {
        if (error.kind() == ErrorKind.BUG) {
            log.bug(error);
        }
        Trouble before = trouble;
        boolean news = before == null || before.code() != next.code() || next.attempts() == 1;
        String text = next.code() + ": " + next.sentence() + " " + error.context() + "; remedy: " + next.remedy();
        if (next.retryAtMillis() == 0) {
            log.error(text);
        } else if (news) {
            log.warn(text + "; tried again by itself");
        }
    }

    // ---- dropping

    private boolean drop(MirrorRecord record, LeaseKeeper lease) {
        MirrorDrop.run(context(record, lease.epoch()), record);
        return false;
    }
}
