package dev.tain.engine.internal;

import dev.tain.connector.ChangeStream;
import dev.tain.engine.core.BatchNetting;
import dev.tain.engine.core.BatchPolicy;
import dev.tain.model.Position;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;

/** Takes batches from the reader, applies them, and then confirms: always in this order. */
final class ApplyLoop implements Duty {
    private static final long IDLE_MILLIS = 200;

    /** So many times as much as batches bring is applied of what was held, so that it comes to an end. */
    private static final long CATCH_UP = 2;

    private final Handover handover;
    private final BatchApplier applier;
    private final ChangeStream stream;
    private final HistoryKeeper history;
    private final Gauge gauge;
    private final Clock clock;
    private final Supplier<BatchPolicy> policy;
    /** Batches with changes that are applied and not committed. */
    private int uncommitted;
    /** Until when the destination is left alone, unless a batch is full; 0 when it is not. */
    private long restUntil;

    ApplyLoop(Handover handover, BatchApplier applier, ChangeStream stream, Reporting reporting) {
        this.handover = handover;
        this.applier = applier;
        this.stream = stream;
        this.history = reporting.history();
        this.gauge = reporting.gauge();
        this.clock = reporting.clock();
        this.policy = reporting.policy();
    }

    /** Where the loop tells what it did, and what it goes by. */
    record Reporting(HistoryKeeper history, Gauge gauge, Clock clock, Supplier<BatchPolicy> policy) {}

    @Override
    public Pause step() {
        BatchNetting batch = handover.take();
        long least = 1;
        if (batch != null) {
            least += CATCH_UP * batch.batch().bytes();
            apply(batch);
            handover.finished();
        }
        long rest = restLeft();
        if (!applier.isOpen()) {
            gauge.repairs().serve(applier::repair);
        }
        for (long drained = 0; drained < least && applier.mayDrain(); ) {
            drained += applier.drain();
        }
        return batch != null || applier.mayDrain()
                ? Pause.NONE
                : () -> handover.awaitWork(rest == 0 ? IDLE_MILLIS : rest);
    }

    /** How long the destination is still to be left alone; when not, the next batch may come. */
    private long restLeft() {
        long left = Math.clamp(restUntil - clock.millis(), 0, IDLE_MILLIS);
        if (left == 0) {
            restUntil = 0;
            handover.rested();
        }
        return left;
    }

    private void apply(BatchNetting batch) {
        uncommitted += batch.batch().firstChangedAtMicros() > 0 ? 1 : 0;
        history.began(batch, clock.millis());
        if (applier.apply(batch)) {
            Position applied = Objects.requireNonNull(applier.applied());
            stream.confirm(applied);
            gauge.applied(applied.order());
            gauge.batchesCommitted(uncommitted);
            uncommitted = 0;
            history.committed(applied, clock.millis());
            restUntil = clock.millis() + policy.get().restMillis(applier.restMillis());
        }
    }
}
