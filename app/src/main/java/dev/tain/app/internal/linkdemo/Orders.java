package dev.tain.app.internal.linkdemo;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A shop that writes orders to a topic, in transactions of some orders each; one in ten is aborted. */
final class Orders implements AutoCloseable {
    static final String TOPIC = "orders";
    static final int PARTITIONS = 3;

    private static final int PAUSE_MILLIS = 10;
    private static final int MOST_IN_ONE = 20;
    private static final int ABORTED_IN = 10;
    private static final int LIMIT_SECONDS = 30;

    private final KafkaProducer<String, String> producer;
    private final Random random = new Random(7);
    private final AtomicLong records = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopping;

    private Orders(String bootstrap) {
        Map<String, Object> configs = Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                "shop",
                "linger.ms",
                "1",
                "compression.type",
                "lz4");
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
        this.thread = Thread.ofPlatform().name("shop").unstarted(this::run);
    }

    /** Makes the topic and begins to write. */
    static Orders begin(String bootstrap) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the topic was not made", e);
        }
        return more(bootstrap);
    }

    /** Begins to write to the topic, which is there. */
    static Orders more(String bootstrap) {
        Orders orders = new Orders(bootstrap);
        orders.producer.initTransactions();
        orders.thread.start();
        return orders;
    }

    private void run() {
        try {
            while (!stopping) {
                transaction();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void transaction() {
        producer.beginTransaction();
        int count = 1 + random.nextInt(MOST_IN_ONE);
        for (int i = 0; i < count; i++) {
            long number = records.incrementAndGet();
            String text = "{\"order\":" + number + ",\"cents\":" + random.nextInt(100_000) + "}";
            // the commit throws what a send has met
            var _ = producer.send(
                    new ProducerRecord<>(TOPIC, (int) (number % PARTITIONS), "customer-" + number % 97, text));
        }
        if (random.nextInt(ABORTED_IN) == 0) {
            producer.abortTransaction();
        } else {
            producer.commitTransaction();
        }
    }

    /** Written so far, what was aborted included. */
    long records() {
        return records.get();
    }

    /** Throws what has ended the writing, if anything has. */
    void check() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Ends with a whole transaction. */
    void stop() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        producer.close();
    }
}
