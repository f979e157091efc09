package dev.tain.link.internal.fetch;

import dev.tain.link.plan.SourceTopics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source cluster about its topics: ids, partitions, and their leaders with epochs, all in one request. Goes
 * on to the next broker when one does not answer. Used by one thread, except for {@link #interrupt}.
 */
public final class SourceMetadata implements AutoCloseable {
    private static final String BOOTSTRAP = "bootstrap.servers";

    private final SourceConfig config;
    private final List<Node> known = new ArrayList<>();
    private volatile @Nullable SourceConnection connection;
    private int turn;

    public SourceMetadata(SourceConfig config) {
        this.config = config;
    }

    /**
     * Asks. Topics are not created by this, whatever the source's settings say.
     *
     * @throws IOException when no broker answers
     * @throws KafkaException when the cluster does not let us in, or its address cannot be resolved
     */
    public SourceTopics ask(Collection<String> topics) throws IOException {
        MetadataRequest.Builder request = topics.isEmpty()
                ? new MetadataRequest.Builder(List.of(), false)
                : MetadataRequest.Builder.forTopicNames(List.copyOf(topics), false);
        List<Node> candidates = candidates();
        IOException last = new IOException("no address of the source can be resolved");
        for (int i = 0; i < candidates.size(); i++) {
            try {
                return read(
                        open(candidates).send(request, MetadataResponse.class).response());
            } catch (IOException e) {
                last = e;
                giveUp();
            } catch (KafkaException e) {
                giveUp();
                throw e;
            }
        }
        known.clear(); // all of them may have moved: begin with the configured addresses again
        throw last;
    }

    private List<Node> candidates() {
        if (!known.isEmpty()) {
            return List.copyOf(known);
        }
        List<String> configured =
                List.of(config.client().getOrDefault(BOOTSTRAP, "").split("\\s*,\\s*"));
        List<Node> nodes = new ArrayList<>();
        for (InetSocketAddress each :
                ClientUtils.parseAndValidateAddresses(configured, ClientDnsLookup.USE_ALL_DNS_IPS)) {
            nodes.add(new Node(-1 - nodes.size(), each.getHostString(), each.getPort()));
        }
        return nodes;
    }

    private SourceConnection open(List<Node> candidates) {
        SourceConnection open = connection;
        if (open == null) {
            open = SourceConnection.to(candidates.get(Math.floorMod(turn, candidates.size())), config);
            connection = open;
        }
        return open;
    }

    private void giveUp() {
        turn++;
        SourceConnection broken = connection;
        connection = null;
        if (broken != null) {
            broken.close();
        }
    }

    private SourceTopics read(MetadataResponse response) {
        Map<Integer, Node> nodes = new HashMap<>(response.brokersById());
        if (!nodes.isEmpty()) {
            known.clear();
            known.addAll(nodes.values());
        }
        Map<String, SourceTopics.Topic> topics = new LinkedHashMap<>();
        for (MetadataResponseTopic topic : response.data().topics()) {
            SourceTopics.Topic read = topic(topic, nodes);
            if (read != null) {
                topics.put(topic.name(), read);
            }
        }
        return new SourceTopics(Objects.requireNonNullElse(response.clusterId(), ""), topics);
    }

    /** Null when the source cannot say now. */
    private static SourceTopics.@Nullable Topic topic(MetadataResponseTopic topic, Map<Integer, Node> nodes) {
        Errors error = Errors.forCode(topic.errorCode());
        return switch (error) {
            case NONE, LEADER_NOT_AVAILABLE, LISTENER_NOT_FOUND ->
                topic.partitions().isEmpty() ? null : present(topic, nodes);
            case UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID -> new SourceTopics.Topic.Missing();
            case TOPIC_AUTHORIZATION_FAILED, INVALID_TOPIC_EXCEPTION -> new SourceTopics.Topic.Hidden(error.message());
            default -> null;
        };
    }

    private static SourceTopics.Topic present(MetadataResponseTopic topic, Map<Integer, Node> nodes) {
        List<SourceTopics.Leader> leaders = topic.partitions().stream()
                .sorted(Comparator.comparingInt(MetadataResponsePartition::partitionIndex))
                .map(each -> new SourceTopics.Leader(
                        Objects.requireNonNullElse(nodes.get(each.leaderId()), Node.noNode()), each.leaderEpoch()))
                .toList();
        return new SourceTopics.Topic.Present(Objects.requireNonNullElse(topic.topicId(), Uuid.ZERO_UUID), leaders);
    }

    /** Lets a question that is waited for end with an exception; from any thread. */
    public void interrupt() {
        SourceConnection open = connection;
        if (open != null) {
            open.interrupt();
        }
    }

    @Override
    public void close() {
        giveUp();
    }
}
