package dev.tain.engine.internal;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.ChangeStream.Reading;
import dev.tain.engine.core.BatchNetting;
import dev.tain.engine.core.BatchPolicy;
import dev.tain.engine.core.BatchPolicy.Standing;
import dev.tain.model.ChangeBatch;
import java.time.Clock;
import java.util.function.Supplier;

/** Reads the stream into batches and hands them to the applier as the policy says. One thread, until interrupted. */
final class StreamReader {
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

    StreamReader(ChangeStream stream, Handover handover, Supplier<BatchPolicy> policy, Gauge gauge, Clock clock) {
        this.stream = stream;
        this.handover = handover;
        this.policy = policy;
        this.gauge = gauge;
        this.clock = clock;
    }

    void run() throws InterruptedException {
        boolean inTransaction = false;
        while (!Thread.currentThread().isInterrupted()) {
            ChangeBatch batch = new ChangeBatch();
            if (inTransaction) {
                batch.begin();
            }
            fill(new BatchNetting(batch), inTransaction);
            inTransaction = batch.isOpen();
        }
    }

    /** Reads until the batch is handed over. */
    private void fill(BatchNetting netting, boolean continued) throws InterruptedException {
        ChangeBatch batch = netting.batch();
        long beganAt = 0;
        while (true) {
            long transactions = batch.transactions();
            Reading reading = stream.read(batch, READ_ROWS, READ_BYTES);
            netting.absorb();
            long now = clock.millis();
            if (beganAt == 0 && !batch.isEmpty()) {
                beganAt = now;
            }
            if (batch.transactions() > transactions) {
                gauge.commitRead(now);
            }
            boolean drained = reading == Reading.IDLE;
            long age = beganAt == 0 ? 0 : now - beganAt;
            Standing standing = new Standing(netting.changes(), batch.bytes(), batch.isOpen(), continued, age, drained);
            if (reading == Reading.SCHEMA_CHANGED || isFull(netting, standing)) {
                give(netting);
                return;
            }
            boolean ready = !batch.isEmpty() && policy.get().isReady(standing);
            if (ready && handover.isIdle()) {
                give(netting);
                return;
            }
            if (ready && drained) {
                handover.awaitIdle(APPLIER_MILLIS);
            } else if (drained) {
                stream.await(
                        batch.isEmpty()
                                ? NOTHING_MILLIS
                                : Math.max(1, policy.get().millisUntilReady(standing)));
            }
        }
    }

    private boolean isFull(BatchNetting netting, Standing standing) {
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
                                false));
        return !(byBytesAlone && netting.compact());
    }

    private void give(BatchNetting netting) throws InterruptedException {
        while (!handover.offer(netting, KEEP_ALIVE_MILLIS)) {
            stream.keepAlive();
        }
    }
}
