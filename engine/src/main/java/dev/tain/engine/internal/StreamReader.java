package dev.tain.engine.internal;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.ChangeStream.Reading;
import dev.tain.engine.core.Arriving;
import dev.tain.engine.core.BatchNetting;
import dev.tain.engine.core.BatchPolicy;
import dev.tain.engine.core.BatchPolicy.Standing;
import dev.tain.engine.core.Repetition;
import dev.tain.model.ChangeBatch;
import java.time.Clock;
import java.util.function.Supplier;

/** Reads the stream into batches and hands them to the applier as the policy says. */
final class StreamReader implements Duty {
    private static final int READ_ROWS = 8192;
    private static final int READ_BYTES = 1 << 20;
    private static final long KEEP_ALIVE_MILLIS = 1_000;
    private static final long APPLIER_MILLIS = 2;
    private static final long NOTHING_MILLIS = 100;

    private final ChangeStream stream;
    private final Handover handover;
    private final Supplier<BatchPolicy> policy;
    private final Gauge gauge;
    private final Clock clock;

    private final Repetition repetition = new Repetition();
    private BatchNetting netting = new BatchNetting(new ChangeBatch(), repetition);
    /** Whether the batch began inside a transaction. */
    private boolean continued;
    /** When the first thing was read into the batch; 0 before. */
    private long beganAt;
    /** Whether the gauge knows since when the batch's first change waits. */
    private boolean told;
    /** Whether the batch only waits to be handed over. */
    private boolean ended;

    StreamReader(ChangeStream stream, Handover handover, Supplier<BatchPolicy> policy, Gauge gauge, Clock clock) {
        this.stream = stream;
        this.handover = handover;
        this.policy = policy;
        this.gauge = gauge;
        this.clock = clock;
    }

    @Override
    public Pause step() {
        return ended ? give() : read();
    }

    private Pause read() {
        Reading reading = fill();
        ChangeBatch batch = netting.batch();
        long age = beganAt == 0 ? 0 : clock.millis() - beganAt;
        Standing standing = new Standing(
                netting.changes(),
                batch.bytes(),
                batch.isOpen(),
                continued,
                age,
                new Arriving(reading == Reading.CAUGHT_UP, repetition.isHigh(), lag(batch)));
        boolean ready = !batch.isEmpty() && policy.get().isReady(standing);
        if (ended || isFull(standing) || (ready && handover.isIdle())) {
            return give();
        }
        if (reading == Reading.MORE) {
            return Pause.NONE;
        }
        if (ready) {
            return () -> handover.awaitIdle(APPLIER_MILLIS);
        }
        long millis =
                batch.isEmpty() ? NOTHING_MILLIS : Math.max(1, policy.get().millisUntilReady(standing));
        return () -> stream.await(millis);
    }

    private long lag(ChangeBatch batch) {
        return batch.committedAtMicros() == 0 ? 0 : Math.max(0, clock.millis() - batch.committedAtMicros() / 1_000);
    }

    /** Reads what has arrived, not too much at once. */
    private Reading fill() {
        ChangeBatch batch = netting.batch();
        long transactions = batch.transactions();
        Reading reading = stream.read(batch, READ_ROWS, READ_BYTES);
        netting.absorb();
        if (beganAt == 0 && !batch.isEmpty()) {
            beganAt = clock.millis();
        }
        if (!told && batch.firstChangedAtMicros() > 0) {
            gauge.batchBegan(batch.firstChangedAtMicros() / 1_000);
            told = true;
        }
        if (batch.transactions() > transactions) {
            gauge.commitRead(clock.millis());
        }
        if (reading == Reading.CAUGHT_UP) {
            gauge.caughtUp(clock.millis());
        }
        ended = reading == Reading.SCHEMA_CHANGED;
        return reading;
    }

    private boolean isFull(Standing standing) {
        if (!policy.get().isFull(standing)) {
            return false;
        }
        boolean byBytesAlone = standing.bytes() >= policy.get().maxBytes()
                && !policy.get()
                        .isFull(new Standing(
                                standing.changes(),
                                0,
                                standing.open(),
                                standing.continued(),
                                standing.ageMillis(),
                                standing.arriving()));
        return !(byBytesAlone && netting.compact());
    }

    private Pause give() {
        ended = true;
        if (!handover.offer(netting)) {
            stream.keepAlive();
            return () -> handover.awaitRoom(KEEP_ALIVE_MILLIS);
        }
        continued = netting.batch().isOpen();
        ChangeBatch next = new ChangeBatch();
        if (continued) {
            next.begin();
        }
        repetition.nextBatch();
        netting = new BatchNetting(next, repetition);
        beganAt = 0;
        told = false;
        ended = false;
        return Pause.NONE;
    }
}
