package dev.tain.link.internal.control;

import dev.tain.link.ClusterServices;
import dev.tain.link.LinkService;
import dev.tain.link.SecretSeal;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.cluster.Acls;
import dev.tain.link.internal.cluster.Brokers;
import dev.tain.link.internal.cluster.Groups;
import dev.tain.link.internal.cluster.Partitions;
import dev.tain.link.plan.StoreText;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** All that runs links over a broker. The broker stays the caller's. */
public final class LinkParts implements AutoCloseable {
    private static final Duration STORE_LIMIT = Duration.ofSeconds(60);
    private static final Duration STORE_PAUSE = Duration.ofMillis(200);
    private static final int STORE_REPLICAS = 3;
    private static final Map<String, String> STORE_CONFIGS = Map.of(
            "cleanup.policy", "compact",
            "min.insync.replicas", "1",
            "compression.type", "producer");

    private final Admin admin;
    private final LinkStore store;
    private final LinkRuns runs;
    private final LinkService service;

    private LinkParts(Admin admin, LinkStore store, LinkRuns runs, LinkService service) {
        this.admin = admin;
        this.store = store;
        this.runs = runs;
        this.service = service;
    }

    /**
     * Reads what is stored, opens the broker's guard with it, and lets all links run.
     *
     * @throws dev.tain.model.TainException {@code KAFKA_UNAVAILABLE} when what is stored cannot be read
     */
    public static LinkParts open(BrokerHost host, SecretSeal seal, Clock clock) {
        Admin admin = Admin.create(Map.copyOf(host.ownCluster()));
        try {
            TopicKeeper topics = new TopicKeeper(host, admin);
            makeStore(topics);
            AtomicReference<@Nullable LinkRuns> running = new AtomicReference<>();
            LinkStore store = LinkStore.open(host, new StoreText(seal::seal, seal::open), stored -> {
                host.guard(stored.readOnlyTopics());
                LinkRuns told = running.get();
                if (told != null) {
                    told.nudge();
                }
            });
            MirrorMaking making = new MirrorMaking(store, topics, clock);
            GroupKeeper groups = new GroupKeeper(host, admin);
            RestoreWishes restores = new RestoreWishes(host, groups, new Adoptions(host, clock));
            LinkDuties.Keepers keepers =
                    new LinkDuties.Keepers(topics, groups, new AclKeeper(store, admin), making, restores);
            LinkRuns runs = new LinkRuns(host, store, keepers, clock);
            running.set(runs);
            runs.start();
            Turns turns = new Turns(store, runs);
            Hands hands = new Hands(turns, making, cluster(admin, store, turns), restores);
            Links links = new Links(host, store, runs, hands, clock);
            return new LinkParts(admin, store, runs, links);
        } catch (RuntimeException | Error e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static ClusterServices cluster(Admin admin, LinkStore store, Turns turns) {
        return new ClusterServices(
                new Topics(admin, store, turns),
                new TopicSettings(admin, store),
                new Partitions(admin),
                new Brokers(admin),
                new Groups(admin),
                new Acls(admin));
    }

    /** In a cluster that starts, brokers come one after the other; so it is tried until there is one. */
    private static void makeStore(TopicKeeper topics) {
        long deadline = System.nanoTime() + STORE_LIMIT.toNanos();
        while (true) {
            try {
                if (!topics.exists(LinkStore.TOPIC)) {
                    topics.createUpTo(LinkStore.TOPIC, STORE_REPLICAS, STORE_CONFIGS);
                }
                return;
            } catch (TopicExistsException e) {
                return; // another link broker was faster
            } catch (KafkaException e) {
                if (System.nanoTime() > deadline) {
                    throw LinkStore.unavailable(
                            "the topic " + LinkStore.TOPIC + " could not be made: " + e.getMessage(), e);
                }
            }
            LockSupport.parkNanos(STORE_PAUSE.toNanos());
        }
    }

    public LinkService service() {
        return service;
    }

    @Override
    public void close() {
        runs.close();
        store.close();
        admin.close(Duration.ZERO);
    }
}
