package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.control.LinkDuties.Keepers;
import dev.tain.link.internal.control.VerificationBook.Subject;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Stored;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets every stored link run on this broker, and decides about links while this broker leads the partition of their
 * store: Kafka's own controller chooses who that is. One thread for who runs and decides, one for each link's duties,
 * so that a source that does not answer holds up its own link only.
 */
final class LinkRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkRuns.class);
    private static final TopicPartition STORE = new TopicPartition(LinkStore.TOPIC, 0);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(25);
    private static final long PAUSE_MILLIS = 500;
    private static final long DUTY_PAUSE_MILLIS = 200;

    private final BrokerHost host;
    private final LinkStore store;
    private final Keepers keepers;
    private final StoreLeadership leadership;
    private final Clock clock;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final VerificationBook book = new VerificationBook();
    private final Semaphore nudges = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    private record Running(LinkRun run, LinkDuties duties, Thread dutyThread, Verifier verifier) {}

    LinkRuns(BrokerHost host, LinkStore store, Keepers keepers, Clock clock) {
        this.host = host;
        this.store = store;
        this.keepers = keepers;
        this.leadership = new StoreLeadership(keepers.topics(), clock);
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("links").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Something that is stored is another thing now. */
    void nudge() {
        nudges.release();
        running.values().forEach(each -> each.run().nudge());
    }

    Optional<LinkRun> run(String link) {
        return Optional.ofNullable(running.get(link)).map(Running::run);
    }

    Optional<LinkDuties> duties(String link) {
        return Optional.ofNullable(running.get(link)).map(Running::duties);
    }

    /** Compares what this broker leads of these mirrors of one link from the first offset on, at once. */
    void verify(String link, List<MirrorRecord> mirrors) {
        Stored now = store.stored();
        for (MirrorRecord mirror : mirrors) {
            Subject subject = Subject.of(mirror, host.topicId(mirror.topic()), now);
            for (int i = 0; i < host.partitions(mirror.topic()).orElse(0); i++) {
                book.ask(new TopicPartition(mirror.topic(), i), subject);
            }
        }
        Running known = running.get(link);
        if (known != null) {
            known.verifier().nudge();
        }
    }

    /** How far mirrors were compared with their sources. */
    VerificationBook book() {
        return book;
    }

    private void run() {
        try {
            while (!closing) {
                attempt();
                if (nudges.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            decideOrNot();
            runWhatIsStored(store.stored());
        } catch (RuntimeException e) {
            LOG.warn("Links are tried again: {}", e.getMessage());
        }
    }

    private void decideOrNot() {
        boolean leads = host.log(STORE).led().isPresent();
        if (leads && !store.decides()) {
            store.takeOver();
            LOG.info("This broker decides about links from now on.");
        } else if (!leads && store.decides()) {
            store.stopDeciding();
        } else if (!leads) {
            leadership.attempt();
        }
    }

    private void runWhatIsStored(Stored stored) {
        for (String name : new ArrayList<>(running.keySet())) {
            Running now = running.get(name);
            LinkRecord wanted = stored.links().get(name);
            if (now != null && !now.run().link().equals(wanted)) {
                running.remove(name);
                close(List.of(now));
            }
        }
        for (LinkRecord link : stored.links().values()) {
            running.computeIfAbsent(link.name(), _ -> started(link));
        }
    }

    private Running started(LinkRecord link) {
        LinkRun run = new LinkRun(link, host, store, clock);
        LinkDuties duties = new LinkDuties(run, host, store, keepers, clock);
        Thread dutyThread = Thread.ofPlatform()
                .daemon()
                .name("link-" + link.name() + "-duties")
                .unstarted(() -> doDuties(run, duties));
        Verifier verifier = new Verifier(run, host, store::stored, book, clock);
        run.start();
        dutyThread.start();
        verifier.start();
        return new Running(run, duties, dutyThread, verifier);
    }

    private void doDuties(LinkRun run, LinkDuties duties) {
        try {
            while (!closing && !run.isClosed()) {
                if (store.decides()) {
                    duties.round();
                }
                TimeUnit.MILLISECONDS.sleep(DUTY_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All of them at once, because each may wait for its source. */
    private static void close(List<Running> ended) {
        List<Thread> closers = ended.stream()
                .map(each -> Thread.ofVirtual().start(() -> {
                    each.dutyThread().interrupt();
                    each.verifier().close();
                    each.run().close();
                    join(each.dutyThread());
                }))
                .toList();
        closers.forEach(LinkRuns::join);
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.error("{} did not end within {}", thread.getName(), CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        nudges.release();
        join(thread);
        close(List.copyOf(running.values()));
        running.clear();
    }
}
