package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.control.VerificationBook.Entry;
import dev.tain.link.internal.control.VerificationBook.Subject;
import dev.tain.link.internal.fetch.LogComparison.Place;
import dev.tain.link.internal.fetch.LogVerifier;
import dev.tain.link.internal.fetch.LogVerifier.Step;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.SourceLeader;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the mirrors of one link that are led here with their source: what somebody asked for at once, and
 * everything that is new slowly, within the link's budget of bytes. One thread, which reads for nobody else.
 */
final class Verifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final int ASKED_BYTES = 1024 * 1024;
    private static final int SLOW_BYTES = 256 * 1024;
    /** What a question costs beside the records, so that very small ones are not asked all the time. */
    private static final int QUESTION_BYTES = 1024;

    private static final long IDLE_MILLIS = 1_000;
    private static final long FAILED_MILLIS = 1_000;
    private static final long TAIL_MILLIS = 15_000;
    private static final String NOT_LED = "another broker leads the partition; a link broker that does compares it";
    private static final String NOT_REPLICATED = "its other replicas do not have yet what is to be compared";

    private final LinkRun run;
    private final BrokerHost host;
    private final Supplier<Stored> stored;
    private final VerificationBook book;
    private final Clock clock;
    private final LogVerifier logs;
    private final SourceLeaders leaders;
    private final Semaphore nudges = new Semaphore(0);
    private final Map<TopicPartition, Long> notBefore = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private long slowMillis;
    private int turn;

    Verifier(LinkRun run, BrokerHost host, Supplier<Stored> stored, VerificationBook book, Clock clock) {
        this.run = run;
        this.host = host;
        this.stored = stored;
        this.book = book;
        this.clock = clock;
        this.logs = new LogVerifier(Sources.forVerification(run.link()));
        this.leaders = new SourceLeaders(Sources.forVerification(run.link()), clock);
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("link-" + run.link().name() + "-verification")
                .unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /** Somebody asked for something. */
    void nudge() {
        nudges.release();
    }

    private List<TopicPartition> partitions(MirrorRecord mirror) {
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < host.partitions(mirror.topic()).orElse(0); i++) {
            all.add(new TopicPartition(mirror.topic(), i));
        }
        return all;
    }

    private void work() {
        try {
            while (!closing) {
                if (nudges.tryAcquire(round(), TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Work(MirrorRecord mirror, TopicPartition name, Entry entry, PartitionLog log) {}

    /** @return how long nothing is to be done, in milliseconds */
    private long round() {
        try {
            Stored now = stored.get();
            List<MirrorRecord> mirrors = now.mirrorsOf(run.link().name()).stream()
                    .filter(each -> each.state().allows(MirrorState.Verb.VERIFY))
                    .toList();
            forgetOthers(mirrors);
            List<Work> asked = works(mirrors, now, true);
            String why = whyNothing();
            if (!why.isEmpty()) {
                asked.forEach(each -> waits(each, why));
                return IDLE_MILLIS;
            }
            asked.forEach(each -> step(each, ASKED_BYTES));
            return asked.isEmpty() ? slowly(mirrors, now) : 0;
        } catch (RuntimeException e) {
            LOG.error(
                    "The verification of link {} stumbled; it goes on.",
                    run.link().name(),
                    e);
            return IDLE_MILLIS;
        }
    }

    private void forgetOthers(List<MirrorRecord> mirrors) {
        Set<String> names = new HashSet<>();
        mirrors.forEach(each -> names.add(each.topic()));
        book.retain(run.link().name(), names);
        notBefore.keySet().removeIf(each -> !names.contains(each.topic()));
    }

    /** Why the source is not asked; empty when it is. */
    private String whyNothing() {
        if (run.pauses()) {
            return "the link is paused";
        }
        return run.isMeantSource() ? "" : "another cluster answers at the source's address";
    }

    private List<Work> works(List<MirrorRecord> mirrors, Stored now, boolean asked) {
        List<Work> works = new ArrayList<>();
        for (MirrorRecord mirror : mirrors) {
            Subject subject = Subject.of(mirror, host.topicId(mirror.topic()), now);
            for (TopicPartition each : partitions(mirror)) {
                Optional<Entry> found = book.find(each, subject);
                boolean isAsked = found.filter(Entry::asked).isPresent();
                boolean isNew =
                        isAsked && found.filter(entry -> entry.goal() < 0).isPresent();
                if (isAsked == asked && (isNew || clock.millis() >= notBefore.getOrDefault(each, 0L))) {
                    works.add(new Work(mirror, each, found.orElse(Entry.begun(subject, false)), host.log(each)));
                }
            }
        }
        return works;
    }

    /** What nobody asked for, a piece at a time, when the budget has something left. */
    private long slowly(List<MirrorRecord> mirrors, Stored now) {
        int perSecond = LinkConfigs.number(run.link().configs(), LinkConfigs.VERIFICATION_BYTES);
        long left = slowMillis - clock.millis();
        if (perSecond == 0 || left > 0) {
            return perSecond == 0 ? IDLE_MILLIS : Math.min(left, IDLE_MILLIS);
        }
        List<MirrorRecord> active = mirrors.stream()
                .filter(each -> each.state() == MirrorState.ACTIVE)
                .toList();
        List<Work> works = works(active, now, false);
        long begun = clock.millis();
        int most = Math.min(SLOW_BYTES, perSecond);
        long bytes = 0;
        for (int i = 0; i < works.size() && bytes < most && nudges.availablePermits() == 0; i++) {
            turn++;
            Work work = works.get(Math.floorMod(turn, works.size()));
            if (hasMore(work)) {
                bytes += step(work, most) + QUESTION_BYTES;
            } else {
                notBefore.put(work.name(), clock.millis() + TAIL_MILLIS);
            }
        }
        slowMillis = begun + bytes * 1000 / perSecond;
        return bytes == 0 ? IDLE_MILLIS : Math.clamp(slowMillis - clock.millis(), 0, IDLE_MILLIS);
    }

    private static boolean hasMore(Work work) {
        return work.log()
                .led()
                .filter(led ->
                        led.highWatermark() > Math.max(work.entry().done().compared(), led.start()))
                .isPresent();
    }

    /** @return how many bytes the source sent */
    private long step(Work work, int mostBytes) {
        Optional<PartitionLog.State> led = work.log().led();
        if (led.isEmpty()) {
            return took(work, new Step.NotLed());
        }
        Entry entry = work.entry();
        if (entry.asked() && entry.goal() < 0) {
            long goal = led.get().end();
            book.note(work.name(), entry, each -> each.withGoal(goal));
            entry = book.find(work.name(), entry.subject()).orElse(entry);
        } else if (!entry.asked()) {
            entry = book.open(work.name(), entry.subject());
        }
        Work now = new Work(work.mirror(), work.name(), entry, work.log());
        try {
            Place source = place(work);
            LogVerifier.Pair pair = new LogVerifier.Pair(work.log(), source, () -> mayBeCompacted(work.mirror()));
            return took(now, logs.step(pair, entry.done().compared(), mostBytes));
        } catch (IOException | UncheckedIOException | KafkaException e) {
            leaders.forget();
            waits(now, Sources.said(e));
        } catch (RuntimeException e) {
            LOG.error("The verification of {} failed in a way that is not foreseen; it goes on.", work.name(), e);
            waits(now, String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private Place place(Work work) throws IOException {
        MirrorRecord mirror = work.mirror();
        SourceLeader leader = leaders.of(
                mirror.source(),
                work.name().partition(),
                host.partitions(mirror.topic()).orElse(0));
        return new Place(new TopicPartition(mirror.source().topic(), work.name().partition()), leader);
    }

    private boolean mayBeCompacted(MirrorRecord mirror) {
        String source = mirror.source().topic();
        return host.topicConfig(mirror.topic(), "cleanup.policy").contains("compact")
                || TopicKeeper.configs(run.admin(), List.of(source))
                        .getOrDefault(source, Map.of())
                        .getOrDefault("cleanup.policy", "compact")
                        .contains("compact");
    }

    private void waits(Work work, String why) {
        notBefore.put(work.name(), clock.millis() + FAILED_MILLIS);
        if (!closing) {
            note(work, work.entry().waits(why));
        }
    }

    private long took(Work work, Step step) {
        long now = clock.millis();
        return switch (step) {
            case Step.Compared compared -> {
                Verification done = work.entry().done().with(compared.from(), compared.result(), compared.bytes());
                boolean over =
                        work.entry().asked() && done.compared() >= work.entry().goal();
                Entry after = work.entry().with(done, now);
                note(work, over ? after.ended() : after);
                yield compared.bytes();
            }
            case Step.AtEnd end -> {
                Verification done = work.entry().done().reached(end.end());
                Entry after = work.entry().with(done, now);
                boolean isShort = work.entry().asked() && lacksReplicas(work.log(), done.compared(), work.entry());
                notBefore.put(work.name(), now + (isShort ? FAILED_MILLIS : TAIL_MILLIS));
                note(work, isShort ? after.waits(NOT_REPLICATED) : after.ended());
                yield end.bytes();
            }
            case Step.NotLed _ -> {
                notBefore.put(work.name(), now + FAILED_MILLIS);
                note(work, work.entry().ended().waits(NOT_LED));
                yield 0;
            }
        };
    }

    /** Whether the log has more of what was asked for than all of its replicas have, so that it may still be lost. */
    private static boolean lacksReplicas(PartitionLog log, long compared, Entry entry) {
        return compared < entry.goal()
                && log.led().filter(led -> led.end() >= entry.goal()).isPresent();
    }

    private void note(Work work, Entry after) {
        VerificationNews.tell(work.mirror(), work.name(), work.entry(), after);
        book.note(work.name(), work.entry(), _ -> after);
    }

    @Override
    public void close() {
        closing = true;
        logs.interrupt();
        leaders.interrupt();
        nudges.release();
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.error("{} did not end within {}", thread.getName(), CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        logs.close();
        leaders.close();
    }
}
