package dev.tain.link.internal.fetch;

import dev.tain.link.internal.broker.CorruptBatchException;
import dev.tain.link.plan.FetchSession;
import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.SourceLeader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from one source broker what it leads, and appends it. One thread with one connection and one fetch session,
 * so that idle partitions cost nothing; a partition in trouble steps aside and does not hold up the others.
 *
 * <p>The thread starts with {@link #start} and ends with {@link #close}. Partitions come and go by messages.
 */
final class SourceFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceFetcher.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final long IDLE_MILLIS = 500;
    private static final long MOST_BACKOFF_MILLIS = 10_000;

    private final Node node;
    private final SourceConfig config;
    private final Clock clock;
    private final Runnable leadersMoved;
    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, Held> held = new HashMap<>();
    private final Map<Uuid, String> names = new HashMap<>();
    private final Deque<Held> unverified = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private final FetchSession session = new FetchSession();
    private final Thread thread;
    private volatile @Nullable SourceConnection connection;
    private volatile boolean closing;
    private long backoffMillis;

    /**
     * Makes one that does nothing yet.
     *
     * @param leadersMoved called when this broker says that it does not lead what it was said to lead; must not block
     */
    SourceFetcher(Node node, SourceConfig config, Clock clock, Runnable leadersMoved) {
        this.node = node;
        this.config = config;
        this.clock = clock;
        this.leadersMoved = leadersMoved;
        this.backoffMillis = config.backoffMillis();
        // not a virtual thread: it sits in the selector of Kafka's client, and in the file system
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("link-" + config.link() + "-source-" + node.idString())
                .unstarted(this::run);
    }

    /** A partition, and who leads it at the source. */
    record Held(MirrorPartition partition, SourceLeader leader) {
        TopicIdPartition key() {
            return new TopicIdPartition(leader.topicId(), partition.source());
        }

        Optional<Integer> epoch() {
            return leader.epoch() < 0 ? Optional.empty() : Optional.of(leader.epoch());
        }
    }

    private sealed interface Message {
        record Adopt(Held held) implements Message {}

        record Release(TopicPartition partition) implements Message {}

        record Wake() implements Message {}
    }

    private record Later(long dueMillis, Held held) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return Long.compare(dueMillis, other.dueMillis);
        }
    }

    Node node() {
        return node;
    }

    void start() {
        thread.start();
    }

    /** Reads the partition from now on; one that it has already, under another leader epoch. */
    void adopt(MirrorPartition partition, SourceLeader leader) {
        messages.add(new Message.Adopt(new Held(partition, leader)));
    }

    void release(MirrorPartition partition) {
        messages.add(new Message.Release(partition.source()));
    }

    private void run() {
        while (!closing) {
            try {
                round(reader());
            } catch (IOException | KafkaException e) {
                if (!closing) {
                    lost(e);
                }
            } catch (RuntimeException e) {
                if (!closing) {
                    LOG.error("Reading from {} failed in a way that is not foreseen; it is begun anew.", node, e);
                    lost(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private SourceReader reader() {
        SourceConnection open = connection;
        if (open == null) {
            open = SourceConnection.to(node, config);
            connection = open;
            if (closing) {
                open.interrupt(); // close() may have looked before there was one
            }
        }
        return new SourceReader(open, config);
    }

    private void round(SourceReader reader) throws IOException, InterruptedException {
        readMessages(0);
        while (!later.isEmpty() && later.peek().dueMillis() <= clock.millis()) {
            unverified.add(later.poll().held());
        }
        if (!unverified.isEmpty()) {
            verifySome(reader);
        }
        if (!session.isEmpty()) {
            fetch(reader);
            backoffMillis = config.backoffMillis();
        } else if (unverified.isEmpty()) {
            long due = later.isEmpty() ? IDLE_MILLIS : later.peek().dueMillis() - clock.millis();
            readMessages(Math.clamp(due, 1, IDLE_MILLIS));
        }
    }

    private void readMessages(long waitMillis) throws InterruptedException {
        Message message = messages.poll(waitMillis, TimeUnit.MILLISECONDS);
        while (message != null) {
            switch (message) {
                case Message.Adopt adopt -> {
                    drop(adopt.held().partition().source());
                    held.put(adopt.held().partition().source(), adopt.held());
                    names.put(
                            adopt.held().leader().topicId(),
                            adopt.held().partition().source().topic());
                    unverified.add(adopt.held());
                }
                case Message.Release release -> drop(release.partition());
                case Message.Wake _ -> {}
            }
            message = messages.poll();
        }
    }

    private void drop(TopicPartition partition) {
        Held dropped = held.remove(partition);
        if (dropped != null) {
            session.forget(dropped.key());
            unverified.remove(dropped);
            later.removeIf(each -> each.held().equals(dropped));
        }
    }

    private void verifySome(SourceReader reader) throws IOException {
        List<Held> some = new ArrayList<>();
        while (!unverified.isEmpty() && some.size() < TailVerifier.AT_ONCE) {
            some.add(unverified.poll());
        }
        try {
            new TailVerifier(reader).verify(some).forEach(this::verified);
        } catch (IOException | RuntimeException e) {
            unverified.addAll(some);
            throw e;
        }
    }

    private void verified(Held each, Reaction reaction) {
        switch (reaction) {
            case GO_ON ->
                each.partition()
                        .ask(each.leader().epoch())
                        .ifPresentOrElse(
                                ask -> session.want(each.key(), ask),
                                () -> drop(each.partition().source()));
            case LATER -> putOff(each);
            case MOVED -> moved(each);
            case LEAVE -> drop(each.partition().source());
        }
    }

    private void fetch(SourceReader reader) throws IOException {
        SourceReader.Fetched fetched = reader.fetch(session.next(), names);
        switch (fetched.error()) {
            case NONE -> session.accepted(fetched.session());
            case FETCH_SESSION_ID_NOT_FOUND, INVALID_FETCH_SESSION_EPOCH, FETCH_SESSION_TOPIC_ID_ERROR -> {
                session.disconnected();
                return;
            }
            default -> throw fetched.error().exception();
        }
        for (Map.Entry<TopicPartition, SourceReader.Answer> entry :
                fetched.answers().entrySet()) {
            Held one = held.get(entry.getKey());
            Ask asked = one == null ? null : session.wanted(one.key());
            if (one != null && asked != null) {
                answered(reader, one, asked, entry.getValue());
            }
        }
    }

    private void answered(SourceReader reader, Held one, Ask asked, SourceReader.Answer answer) throws IOException {
        Reaction reaction;
        try {
            reaction = Reaction.to(reader, one, asked, answer);
        } catch (CorruptBatchException e) {
            LOG.warn("From {}, {}: {}. It is read again.", node, one.partition().source(), e.getMessage());
            one.partition().held(String.valueOf(e.getMessage()));
            reaction = Reaction.LATER;
        }
        if (reaction != Reaction.GO_ON) {
            session.forget(one.key());
        }
        verified(one, reaction);
    }

    /** Another one may lead it; whoever knows will give it to the right fetcher, or to this one again. */
    private void moved(Held each) {
        each.partition().rest();
        drop(each.partition().source());
        leadersMoved.run();
    }

    private void putOff(Held each) {
        session.forget(each.key());
        later.add(new Later(clock.millis() + config.backoffMillis(), each));
    }

    /** The connection is of no use any more: all its partitions are verified anew over the next one. */
    private void lost(Exception e) {
        SourceConnection broken = connection;
        connection = null;
        if (broken != null) {
            broken.close();
        }
        if (backoffMillis == config.backoffMillis()) {
            LOG.info("The source broker {} is not reached: {}. It is tried again and again.", node, e.getMessage());
        }
        for (TopicIdPartition each : session.partitions()) {
            session.forget(each);
        }
        session.disconnected();
        later.clear();
        unverified.clear();
        for (Held each : held.values()) {
            each.partition()
                    .held("the source broker " + node.host() + ":" + node.port() + " is not reached: "
                            + e.getMessage());
            later.add(new Later(clock.millis() + backoffMillis, each));
        }
        backoffMillis = Math.min(MOST_BACKOFF_MILLIS, backoffMillis * 2);
        leadersMoved.run();
    }

    /** Ends the thread; when this returns it appends nothing any more. */
    @Override
    public void close() {
        closing = true;
        messages.add(new Message.Wake());
        SourceConnection open = connection;
        if (open != null) {
            open.interrupt();
        }
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.error("{} did not end within {}", thread.getName(), CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        SourceConnection left = connection;
        if (left != null) {
            left.close();
        }
    }
}
