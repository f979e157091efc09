package dev.tain.link.internal.fetch;

import dev.tain.link.internal.broker.OverlapException;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.fetch.PartitionStatus.Phase;
import dev.tain.link.plan.BatchHeader;
import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.RangePlan;
import dev.tain.link.plan.TailCheck.Verdict;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of a mirror topic while it follows its source. A fetcher's thread moves it, others look and stop it.
 *
 * <pre>
 *  IDLE ──leads──► VERIFYING ──same end──► FOLLOWING
 *    ▲                │  ▲                    │
 *    └── leads no more, or its fetcher changes┘ (source's range or epoch is another: VERIFYING)
 *                     └── diverged ──► FAILED        any ── stop ──► STOPPED
 * </pre>
 *
 * (a) Appends happen under the lock, in FOLLOWING, under the leader epoch of the verification. (b) When {@link #stop}
 * returns, nothing is appended any more. (c) FAILED and STOPPED are left by a new object only.
 */
public final class MirrorPartition {
    private final ReentrantLock lock = new ReentrantLock();
    private final PartitionLog log;
    private final TopicPartition source;
    private final Rules rules;
    private final Clock clock;
    private Phase phase = Phase.IDLE;
    private MirrorFault fault = MirrorFault.NONE;
    private String why = "";
    private int epoch;
    private long next;
    private Optional<Integer> lastEpoch = Optional.empty();
    private long sourceEnd = -1;
    private long heardMillis;
    private Optional<Missed> missed = Optional.empty();

    /** Makes one, which does nothing yet. */
    public MirrorPartition(PartitionLog log, TopicPartition source, Rules rules, Clock clock) {
        this.log = log;
        this.source = source;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * How it follows.
     *
     * @param first the first offset that a mirror is to have that has nothing so far
     * @param compacted whether compaction may rewrite batches on either side, as things are now
     * @param failsOnExpiry whether it stops when the source deleted records before they were copied
     */
    public record Rules(long first, BooleanSupplier compacted, boolean failsOnExpiry) {}

    /** Offsets that the source deleted before they were copied, from the first one until before the end. */
    public record Missed(long from, long until) {}

    boolean mayBeCompacted() {
        return rules.compacted().getAsBoolean();
    }

    /** What was missed since the last call. */
    public Optional<Missed> takeMissed() {
        lock.lock();
        try {
            Optional<Missed> taken = missed;
            missed = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** What the fetcher does with it next. */
    enum Step {
        GO_ON,
        /** Compare the ends again. */
        VERIFY,
        /** Nobody is to read for it until it is adopted again. */
        LEAVE
    }

    public TopicPartition source() {
        return source;
    }

    public PartitionLog log() {
        return log;
    }

    public PartitionStatus status() {
        lock.lock();
        try {
            long end = log.led().map(PartitionLog.State::end).orElse(next);
            return new PartitionStatus(source.partition(), phase, end, sourceEnd, heardMillis, fault, why);
        } finally {
            lock.unlock();
        }
    }

    /** Ends it: nothing is appended after this. */
    public void stop() {
        lock.lock();
        try {
            phase = Phase.STOPPED;
        } finally {
            lock.unlock();
        }
    }

    /** Whether this object will never follow again. */
    public boolean isOver() {
        lock.lock();
        try {
            return phase == Phase.FAILED || phase == Phase.STOPPED;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody reads for it. */
    public boolean isFollowed() {
        lock.lock();
        try {
            return phase == Phase.VERIFYING || phase == Phase.FOLLOWING;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up reading for now; the next {@link #begin} starts with a verification. */
    void rest() {
        lock.lock();
        try {
            if (phase == Phase.VERIFYING || phase == Phase.FOLLOWING) {
                phase = Phase.IDLE;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to verify, when this broker leads and nobody ended it.
     *
     * @return the mirror's last batch to compare; empty inside when the mirror is empty; nothing when it is not to
     * be read
     */
    Optional<Tail> begin() {
        lock.lock();
        try {
            Optional<PartitionLog.State> led = log.led();
            if (phase == Phase.STOPPED || phase == Phase.FAILED || led.isEmpty()) {
                phase = phase == Phase.STOPPED || phase == Phase.FAILED ? phase : Phase.IDLE;
                return Optional.empty();
            }
            phase = Phase.VERIFYING;
            epoch = led.get().epoch();
            next = led.get().end();
            lastEpoch = Optional.empty();
            if (next == 0 && led.get().start() == 0 && rules.first() > 0) {
                return restart(rules.first()) == Step.GO_ON
                        ? Optional.of(new Tail(rules.first(), Optional.empty()))
                        : Optional.empty();
            }
            boolean empty = led.get().start() == next;
            return Optional.of(new Tail(next, empty ? Optional.empty() : log.batchAt(next - 1)));
        } finally {
            lock.unlock();
        }
    }

    /** The mirror's end and last batch. */
    record Tail(long end, Optional<BatchHeader> last) {}

    Step judged(Verdict verdict) {
        lock.lock();
        try {
            if (phase != Phase.VERIFYING) {
                return Step.LEAVE;
            }
            return switch (verdict) {
                case Verdict.GoOn found -> {
                    phase = Phase.FOLLOWING;
                    lastEpoch = found.lastEpoch();
                    why = "";
                    yield Step.GO_ON;
                }
                case Verdict.NotYet _ -> Step.VERIFY;
                case Verdict.Diverged found -> failed(MirrorFault.SOURCE_TRUNCATED, found.why());
            };
        } finally {
            lock.unlock();
        }
    }

    /** From where to read, while it follows. */
    Optional<Ask> ask(int sourceEpoch) {
        lock.lock();
        try {
            return phase == Phase.FOLLOWING
                    ? Optional.of(
                            new Ask(next, sourceEpoch < 0 ? Optional.empty() : Optional.of(sourceEpoch), lastEpoch))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what the source answered.
     *
     * @param records batches from the asked offset on, the last one perhaps cut short
     * @throws dev.tain.link.internal.broker.CorruptBatchException when they came damaged
     */
    Step take(Ask asked, long highWatermark, long sourceStart, ByteBuffer records) {
        lock.lock();
        try {
            if (phase != Phase.FOLLOWING || asked.offset() != next) {
                return phase == Phase.FOLLOWING ? Step.GO_ON : Step.LEAVE;
            }
            heardMillis = clock.millis();
            sourceEnd = highWatermark;
            Whole whole = Whole.of(records);
            if (whole.oldFormat()) {
                return failed(
                        MirrorFault.FORMAT_UNSUPPORTED,
                        "the records from offset " + next + " on are of a format before Kafka 0.11");
            }
            if (whole.count() > 0 && !append(whole)) {
                phase = Phase.IDLE;
                return Step.LEAVE;
            }
            why = "";
            log.moveStart(sourceStart, epoch);
            return Step.GO_ON;
        } catch (OverlapException e) {
            return failed(MirrorFault.SOURCE_TRUNCATED, "at the source " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private boolean append(Whole whole) {
        long base = whole.first().baseOffset();
        boolean startsInside =
                base < next && log.led().map(state -> state.start() == next).orElse(false);
        if (startsInside && !log.restartAt(base, next, epoch)) {
            return false;
        }
        if (!log.append(whole.bytes(), epoch)) {
            return false;
        }
        next = whole.last().lastOffset() + 1;
        lastEpoch = whole.last().leaderEpoch() < 0
                ? Optional.empty()
                : Optional.of(whole.last().leaderEpoch());
        return true;
    }

    /** The source does not have the offset that was asked for. */
    Step outOfRange(long start, long end) {
        lock.lock();
        try {
            Optional<PartitionLog.State> led = log.led();
            if (phase != Phase.FOLLOWING || led.isEmpty()) {
                return Step.LEAVE;
            }
            lastEpoch = Optional.empty();
            long mine = led.get().end();
            if (start > mine && mine > 0) {
                if (rules.failsOnExpiry()) {
                    return failed(
                            MirrorFault.SOURCE_EXPIRED,
                            "the source deleted the records from offset " + mine + " to " + start
                                    + " before they were copied");
                }
                missed = Optional.of(new Missed(mine, start));
            }
            return switch (RangePlan.of(led.get().start(), led.get().end(), start, end)) {
                case RangePlan.RestartAt plan -> restart(plan.offset());
                case RangePlan.SkipTo plan -> {
                    next = plan.offset();
                    yield Step.GO_ON;
                }
                case RangePlan.VerifyAgain _ -> Step.VERIFY;
                case RangePlan.Diverged plan -> failed(MirrorFault.SOURCE_TRUNCATED, plan.why());
            };
        } finally {
            lock.unlock();
        }
    }

    private Step restart(long offset) {
        if (!log.restartAt(offset, offset, epoch)) {
            phase = Phase.IDLE;
            return Step.LEAVE;
        }
        next = offset;
        return Step.GO_ON;
    }

    /** What holds it up for now. */
    void held(String sentence) {
        lock.lock();
        try {
            why = sentence;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody but a person can help. */
    public void fail(MirrorFault cause, String sentence) {
        lock.lock();
        try {
            if (phase != Phase.STOPPED) {
                failed(cause, sentence);
            }
        } finally {
            lock.unlock();
        }
    }

    private Step failed(MirrorFault cause, String sentence) {
        phase = Phase.FAILED;
        fault = cause;
        why = sentence;
        return Step.LEAVE;
    }
}
