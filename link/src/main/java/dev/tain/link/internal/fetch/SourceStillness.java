package dev.tain.link.internal.fetch;

import dev.tain.link.plan.SourceLeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopicCollection;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeAclsRequest;
import org.apache.kafka.common.requests.DescribeAclsResponse;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochRequest;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochResponse;

/**
 * Finds out whether anything can still come to partitions of a source. Asks the very brokers that lead them. Used by
 * one thread, for a moment.
 */
public final class SourceStillness implements AutoCloseable {
    private final SourceConfig config;
    private final Map<Node, SourceConnection> connections = new HashMap<>();

    public SourceStillness(SourceConfig config) {
        this.config = config;
    }

    /**
     * Where a partition ends.
     *
     * @param written after the last batch that its leader has written
     * @param held after the last one that all replicas in sync have
     * @param decided before the first transaction that is open
     */
    public record Ends(long written, long held, long decided) {
        public boolean isStill() {
            return written == held && held == decided;
        }
    }

    /**
     * Whether a broker has heard of an ACL, and so goes by it.
     *
     * @throws IOException when it does not answer
     * @throws org.apache.kafka.common.KafkaException when it does not let us ask
     */
    public boolean goesBy(AclBinding acl, Node broker) throws IOException {
        DescribeAclsResponse response = connection(broker)
                .send(new DescribeAclsRequest.Builder(acl.toFilter()), DescribeAclsResponse.class)
                .response();
        if (response.error().isFailure()) {
            throw response.error().exception();
        }
        return DescribeAclsResponse.aclBindings(response.acls()).contains(acl);
    }

    /**
     * Empty when the leader cannot say now.
     *
     * @throws IOException when it does not answer
     */
    public Optional<Ends> ends(TopicPartition partition, SourceLeader leader) throws IOException {
        // in this order: whatever moves meanwhile makes the later numbers larger, and they do not agree then
        Optional<Long> decided = offset(partition, leader, IsolationLevel.READ_COMMITTED);
        Optional<Long> held = offset(partition, leader, IsolationLevel.READ_UNCOMMITTED);
        Optional<Long> written = written(partition, leader);
        return decided.isPresent() && held.isPresent() && written.isPresent()
                ? Optional.of(new Ends(written.get(), held.get(), decided.get()))
                : Optional.empty();
    }

    private Optional<Long> offset(TopicPartition partition, SourceLeader leader, IsolationLevel isolation)
            throws IOException {
        ListOffsetsPartition asked = new ListOffsetsPartition()
                .setPartitionIndex(partition.partition())
                .setTimestamp(ListOffsetsRequest.LATEST_TIMESTAMP)
                .setCurrentLeaderEpoch(leader.epoch());
        ListOffsetsRequest.Builder builder = ListOffsetsRequest.Builder.forConsumer(true, isolation)
                .setTargetTimes(new ArrayList<>(List.of(
                        new ListOffsetsTopic().setName(partition.topic()).setPartitions(List.of(asked)))));
        ListOffsetsPartitionResponse response = connection(leader.node())
                .send(builder, ListOffsetsResponse.class)
                .response()
                .topics()
                .getFirst()
                .partitions()
                .getFirst();
        return response.errorCode() == Errors.NONE.code() ? Optional.of(response.offset()) : Optional.empty();
    }

    /** The end of the leader's own epoch is the end of its log. */
    private Optional<Long> written(TopicPartition partition, SourceLeader leader) throws IOException {
        OffsetForLeaderTopicCollection asked = new OffsetForLeaderTopicCollection();
        asked.add(new OffsetForLeaderTopic()
                .setTopic(partition.topic())
                .setPartitions(List.of(new OffsetForLeaderPartition()
                        .setPartition(partition.partition())
                        .setCurrentLeaderEpoch(leader.epoch())
                        .setLeaderEpoch(leader.epoch()))));
        OffsetsForLeaderEpochResponse response = connection(leader.node())
                .send(OffsetsForLeaderEpochRequest.Builder.forConsumer(asked), OffsetsForLeaderEpochResponse.class)
                .response();
        EpochEndOffset end =
                response.data().topics().iterator().next().partitions().getFirst();
        boolean known = end.errorCode() == Errors.NONE.code()
                && end.leaderEpoch() == leader.epoch()
                && end.endOffset() != OffsetsForLeaderEpochResponse.UNDEFINED_EPOCH_OFFSET;
        return known ? Optional.of(end.endOffset()) : Optional.empty();
    }

    private SourceConnection connection(Node broker) {
        return connections.computeIfAbsent(broker, node -> SourceConnection.to(node, config));
    }

    @Override
    public void close() {
        connections.values().forEach(SourceConnection::close);
        connections.clear();
    }
}
