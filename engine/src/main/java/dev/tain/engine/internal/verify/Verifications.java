package dev.tain.engine.internal.verify;

import dev.tain.engine.MirrorState;
import dev.tain.engine.Verification;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.engine.VerificationService;
import dev.tain.engine.VerificationWish;
import dev.tain.engine.store.VerificationStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TainException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link VerificationService}: a thread for each verification, one at a time for each mirror. */
public final class Verifications implements VerificationService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<MirrorState> COMPARABLE =
            Set.of(MirrorState.RUNNING, MirrorState.SNAPSHOTTING, MirrorState.COMPLETED);

    private final Surroundings surroundings;
    private final VerificationStore store;
    private final Clock clock;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    private record Running(VerificationRun run, Thread thread) {}

    public Verifications(Surroundings surroundings, VerificationStore store, Clock clock) {
        this.surroundings = surroundings;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public synchronized String start(VerificationWish wish) {
        running.values().stream()
                .filter(each -> each.run().mirror().equals(wish.mirror()))
                .filter(each -> each.run().now().finishedAtMillis() == 0) // else it is only being written down
                .findFirst()
                .ifPresent(each -> {
                    throw busy(each.run());
                });
        long id = surroundings.ends(wish.mirror()).id();
        MirrorState state = surroundings.state(wish.mirror(), id).orElse(MirrorState.DROPPING);
        if (!COMPARABLE.contains(state)) {
            throw new TainException(
                            ErrorCode.MIRROR_STATE_ILLEGAL,
                            "mirror " + wish.mirror() + " is " + state + ", so its tables cannot be compared",
                            "verify it once it runs")
                    .with("mirror", wish.mirror());
        }
        VerificationRun run = new VerificationRun(UUID.randomUUID().toString(), wish, surroundings, store, clock);
        store.put(run.now());
        Thread thread = Thread.ofVirtual().name("verify " + wish.mirror()).unstarted(() -> run(run));
        running.put(run.id(), new Running(run, thread));
        thread.start();
        return run.id();
    }

    private static TainException busy(VerificationRun run) {
        return new TainException(
                        ErrorCode.MIRROR_STATE_ILLEGAL,
                        "mirror " + run.mirror() + " is being verified already, by " + run.id(),
                        "wait for its end, or cancel it")
                .with("verification", run.id());
    }

    private void run(VerificationRun run) {
        try {
            run.run();
        } catch (TainException e) {
            LOG.warn("verification {} of {} is not written down: {}", run.id(), run.mirror(), e.sentence());
        } finally {
            running.remove(run.id());
        }
    }

    @Override
    public Verification find(String id) {
        Running runs = running.get(id);
        if (runs != null) {
            return runs.run().now();
        }
        return store.find(id)
                .map(Verifications::asLeft)
                .orElseThrow(() -> new TainException(
                        ErrorCode.VERIFICATION_UNKNOWN,
                        "there is no verification " + id,
                        "name one that mirrors/verify answered; of each mirror the last " + VerificationStore.MOST_KEPT
                                + " are kept"));
    }

    /** One that has not ended and does not run here. */
    private static Verification asLeft(Verification stored) {
        if (stored.finishedAtMillis() != 0) {
            return stored;
        }
        Problem left = new Problem(
                ErrorCode.VERIFICATION_INTERRUPTED,
                stored.mirror(),
                "the process that ran it has ended, or it is another one than this",
                "ask there, or verify again");
        return new Verification(
                stored.id(),
                stored.mirror(),
                stored.repair(),
                stored.startedAtMillis(),
                stored.startedAtMillis(),
                Optional.of(left),
                stored.tables());
    }

    @Override
    public List<Verification> of(String mirror) {
        List<Verification> all = new ArrayList<>();
        for (Verification stored : store.of(mirror)) {
            Running runs = running.get(stored.id());
            all.add(runs == null ? asLeft(stored) : runs.run().now());
        }
        return all;
    }

    @Override
    public List<TableVerification> last(String mirror) {
        return store.last(mirror);
    }

    @Override
    public void cancel(String id) {
        Running runs = running.get(id);
        if (runs != null) {
            runs.thread().interrupt();
        } else {
            find(id);
        }
    }

    /** Ends all; what they have found is written down. */
    @Override
    public void close() {
        running.values().forEach(each -> each.thread().interrupt());
        try {
            for (Running each : running.values()) {
                each.thread().join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
