package dev.tain.e2e;

import dev.tain.testkit.KafkaRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes to a source for as long as it is open: two idempotent producers, and one with transactions of which every
 * third is aborted. Whatever breaks is begun anew. What was confirmed is noted; what became of the rest is not known.
 */
final class ChaosLoad implements AutoCloseable {
    static final String SINGLE = "chaos-single";
    static final String TOGETHER = "chaos-together";
    static final int PARTITIONS = 2;
    private static final String ABORTED = "aborted-";
    private static final int AT_ONCE = 2;
    private static final int TOGETHER_COUNT = 5;
    private static final Map<String, String> PATIENCE = Map.of(
            "linger.ms", "20",
            "request.timeout.ms", "5000",
            "delivery.timeout.ms", "20000",
            "max.block.ms", "20000");

    private final KafkaRecords source;
    private final Map<TopicPartition, Map<Long, String>> confirmed = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong confirmedCount = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    ChaosLoad(KafkaRecords source) {
        this.source = source;
        threads.add(Thread.ofPlatform().name("chaos-single-1").start(this::writeSingly));
        threads.add(Thread.ofPlatform().name("chaos-single-2").start(this::writeSingly));
        threads.add(Thread.ofPlatform().name("chaos-together").start(this::writeTogether));
    }

    /** Values by offset. */
    Map<Long, String> confirmed(TopicPartition partition) {
        return Map.copyOf(confirmed.getOrDefault(partition, Map.of()));
    }

    long confirmedCount() {
        return confirmedCount.get();
    }

    /** How often something was not confirmed. */
    long failures() {
        return failures.get();
    }

    static boolean isAborted(String value) {
        return value.startsWith(ABORTED);
    }

    private void confirm(RecordMetadata place, String value) {
        confirmed
                .computeIfAbsent(new TopicPartition(place.topic(), place.partition()), _ -> new ConcurrentHashMap<>())
                .put(place.offset(), value);
        confirmedCount.incrementAndGet();
    }

    private void writeSingly() {
        while (!closing) {
            try (KafkaProducer<String, String> producer = source.producer(PATIENCE)) {
                writeSingly(producer);
            } catch (KafkaException e) {
                failures.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void writeSingly(KafkaProducer<String, String> producer) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        while (!closing) {
            free.acquire();
            long number = sequence.incrementAndGet();
            String value = "single-" + number;
            Future<RecordMetadata> _ = producer.send(written(SINGLE, number, value), (place, failure) -> {
                free.release();
                if (failure == null) {
                    confirm(place, value);
                } else {
                    failures.incrementAndGet();
                }
            });
        }
    }

    private static ProducerRecord<String, String> written(String topic, long number, String value) {
        return new ProducerRecord<>(topic, (int) (number % PARTITIONS), "k" + number % 10, value);
    }

    private void writeTogether() {
        Map<String, String> transactional = new HashMap<>(PATIENCE);
        transactional.putAll(Map.of("transactional.id", "chaos", "transaction.timeout.ms", "15000"));
        while (!closing) {
            try (KafkaProducer<String, String> producer = source.producer(transactional)) {
                producer.initTransactions();
                for (int i = 0; !closing; i++) {
                    transaction(producer, i % 3 == 2);
                }
            } catch (KafkaException e) {
                failures.incrementAndGet();
            }
        }
    }

    private void transaction(KafkaProducer<String, String> producer, boolean abort) {
        Map<String, Future<RecordMetadata>> sent = new HashMap<>();
        producer.beginTransaction();
        for (int i = 0; i < TOGETHER_COUNT; i++) {
            long number = sequence.incrementAndGet();
            String value = (abort ? ABORTED : "together-") + number;
            sent.put(value, producer.send(written(TOGETHER, number, value)));
        }
        if (abort) {
            producer.flush();
            producer.abortTransaction();
            return;
        }
        producer.commitTransaction();
        sent.forEach((value, place) -> confirm(done(place), value));
    }

    private static RecordMetadata done(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a record of a transaction that was committed failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Ends all writing, and waits until what is under way has an end. */
    @Override
    public void close() {
        closing = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
