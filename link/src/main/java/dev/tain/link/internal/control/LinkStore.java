package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.plan.StoreText;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known about links, in a compacted topic of the destination: every link broker reads it to its end before it
 * lets clients write, and follows it from then on.
 *
 * <p>Two kinds of writers: {@link #write} is for the one broker that decides about links, whose transactions fence
 * any that did before; {@link #report} is for what each broker alone knows. Both return when this process has read
 * what they wrote. Safe for many threads.
 */
final class LinkStore implements AutoCloseable {
    static final String TOPIC = "__tain_links";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Logger LOG = LoggerFactory.getLogger(LinkStore.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, Object> clients;
    private final StoreText text;
    private final Consumer<Stored> onChange;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock changing = new ReentrantLock();
    private Stored stored = Stored.NOTHING;
    private long position;
    private @Nullable KafkaProducer<String, String> decider;
    private @Nullable KafkaProducer<String, String> reporter;
    private volatile boolean closing;

    private LinkStore(BrokerHost host, StoreText text, Consumer<Stored> onChange) {
        this.clients = new HashMap<>(host.ownCluster());
        this.text = text;
        this.onChange = onChange;
        Map<String, Object> reading = new HashMap<>(clients);
        reading.put("isolation.level", "read_committed");
        reading.put("auto.offset.reset", "earliest");
        reading.put("enable.auto.commit", "false");
        this.consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
        this.thread = Thread.ofPlatform().daemon().name("link-store").unstarted(this::follow);
    }

    /**
     * Reads all there is; the topic must exist.
     *
     * @param onChange hears the whole after every change, on the thread that reads; once before this returns
     */
    static LinkStore open(BrokerHost host, StoreText text, Consumer<Stored> onChange) {
        LinkStore store = new LinkStore(host, text, onChange);
        try {
            store.readToEnd();
            store.thread.start();
            return store;
        } catch (RuntimeException | Error e) {
            store.consumer.close();
            throw e;
        }
    }

    private void readToEnd() {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION), LIMIT).getOrDefault(PARTITION, 0L);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(PARTITION, LIMIT) < end) {
            take(consumer.poll(POLL));
            if (System.nanoTime() > deadline) {
                throw unavailable("what is stored about links could not be read in time", null);
            }
        }
        onChange.accept(stored());
    }

    private void follow() {
        while (!closing) {
            try {
                if (take(consumer.poll(POLL))) {
                    onChange.accept(stored());
                }
            } catch (WakeupException e) {
                LOG.debug("woken up to end", e);
            } catch (KafkaException e) {
                LOG.warn("What is stored about links cannot be read now: {}", e.getMessage());
            }
        }
        consumer.close();
    }

    private boolean take(ConsumerRecords<String, String> records) {
        lock.lock();
        try {
            for (ConsumerRecord<String, String> each : records) {
                text.read(each.key(), each.value()).ifPresent(change -> stored = stored.with(change));
            }
            position = consumer.position(PARTITION);
            moved.signalAll();
            return !records.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    Stored stored() {
        lock.lock();
        try {
            return stored;
        } finally {
            lock.unlock();
        }
    }

    /** From now on this process decides; whoever did before is fenced. Returns what all before have decided. */
    Stored takeOver() {
        writing.lock();
        try {
            closeQuietly(decider);
            Map<String, Object> configs = new HashMap<>(clients);
            configs.put("transactional.id", "tain-links");
            configs.put("transaction.timeout.ms", "10000");
            configs.put("max.block.ms", Long.toString(LIMIT.toMillis()));
            KafkaProducer<String, String> producer =
                    new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
            decider = producer;
            producer.initTransactions();
            awaitRead(consumerEnd());
            return stored();
        } catch (KafkaException e) {
            throw unavailable("this process cannot begin to decide about links: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    private long consumerEnd() {
        Map<String, Object> configs = new HashMap<>(clients);
        configs.put("isolation.level", "read_committed");
        try (var asking = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            return asking.endOffsets(List.of(PARTITION), LIMIT).getOrDefault(PARTITION, 0L);
        }
    }

    /**
     * Writes all of it or nothing.
     *
     * @throws TainException {@code LINK_NOT_HERE} when another process decides by now; {@code KAFKA_UNAVAILABLE}
     */
    void write(List<Change> changes) {
        decide(_ -> changes);
    }

    /**
     * Writes what follows from what is stored, as {@link #write} does; this process writes nothing else meanwhile.
     *
     * @param decision answers no changes when there is nothing to do any more
     */
    void decide(Function<Stored, List<Change>> decision) {
        Unbroken.run(() -> decideNow(decision));
    }

    private void decideNow(Function<Stored, List<Change>> decision) {
        writing.lock();
        try {
            KafkaProducer<String, String> producer = decider;
            if (producer == null) {
                throw Elsewhere.fault();
            }
            List<Change> changes = decision.apply(stored());
            if (changes.isEmpty()) {
                return;
            }
            producer.beginTransaction();
            RecordMetadata last = null;
            for (Change change : changes) {
                last = producer.send(record(change)).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
            producer.commitTransaction();
            if (last != null) {
                awaitRead(last.offset() + 1);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            forgetDecider();
            throw isFenced(e)
                    ? Elsewhere.fault()
                    : unavailable("what is stored about links could not be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            forgetDecider();
            throw unavailable("interrupted while writing about links", e);
        } finally {
            writing.unlock();
        }
    }

    /** Told by the producer itself, or about one of its records. */
    private static boolean isFenced(Exception e) {
        Throwable said = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return said instanceof ProducerFencedException || said instanceof InvalidProducerEpochException;
    }

    /** After a failure nobody knows what arrived: whoever decides takes over anew, which settles it. */
    private void forgetDecider() {
        KafkaProducer<String, String> unsure = decider;
        decider = null;
        closeQuietly(unsure);
    }

    /** One such change at a time, so that each sees what the one before has left, until what it has written. */
    void exclusively(Runnable change) {
        changing.lock();
        try {
            change.run();
        } finally {
            changing.unlock();
        }
    }

    boolean decides() {
        writing.lock();
        try {
            return decider != null;
        } finally {
            writing.unlock();
        }
    }

    void stopDeciding() {
        writing.lock();
        try {
            forgetDecider();
        } finally {
            writing.unlock();
        }
    }

    /** Writes what this broker alone knows, in order; after a failure some of it may be there. */
    void report(List<Change> changes) {
        Unbroken.run(() -> reportNow(changes));
    }

    private void reportNow(List<Change> changes) {
        writing.lock();
        try {
            KafkaProducer<String, String> producer = reporter;
            if (producer == null) {
                producer = new KafkaProducer<>(clients, new StringSerializer(), new StringSerializer());
                reporter = producer;
            }
            long end = 0;
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Change change : changes) {
                sent.add(producer.send(record(change)));
            }
            for (Future<RecordMetadata> each : sent) {
                end = each.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS).offset() + 1;
            }
            awaitRead(end);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw unavailable("what is stored about links could not be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while writing about links", e);
        } finally {
            writing.unlock();
        }
    }

    private ProducerRecord<String, String> record(Change change) {
        StoreText.Text written = text.write(change);
        return new ProducerRecord<>(TOPIC, 0, written.key(), written.value());
    }

    private void awaitRead(long offset) {
        lock.lock();
        try {
            long left = LIMIT.toNanos();
            while (position < offset) {
                if (left <= 0) {
                    throw unavailable("what was written about links could not be read back in time", null);
                }
                left = moved.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while reading about links", e);
        } finally {
            lock.unlock();
        }
    }

    private static void closeQuietly(@Nullable KafkaProducer<String, String> producer) {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    static TainException unavailable(String sentence, @Nullable Throwable cause) {
        return new TainException(
                ErrorCode.KAFKA_UNAVAILABLE,
                "In the destination's Kafka cluster " + sentence + ".",
                "Look whether its brokers are up and the topic " + TOPIC + " has a leader; then try again.",
                cause);
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writing.lock();
        try {
            closeQuietly(decider);
            closeQuietly(reporter);
        } finally {
            writing.unlock();
        }
    }
}
