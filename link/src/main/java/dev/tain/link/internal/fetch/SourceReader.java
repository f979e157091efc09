package dev.tain.link.internal.fetch;

import dev.tain.link.plan.BatchHeader;
import dev.tain.link.plan.FetchSession;
import dev.tain.link.plan.FetchSession.Ask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;

/** What is asked of a source broker, in its protocol. As a consumer does, so up to the high watermark. */
final class SourceReader {
    /** The newest version without topic ids, for sources that have none. */
    private static final short WITHOUT_IDS = 12;

    /** One batch comes whole however small the limit is. */
    private static final int ONE_BATCH = 1;

    private static final int PROBE_BYTES = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final SourceConnection connection;
    private final SourceConfig config;

    SourceReader(SourceConnection connection, SourceConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /** What the source says about one partition. */
    record Answer(Errors error, long highWatermark, long start, boolean diverging, ByteBuffer records) {
        static Answer of(FetchResponseData.PartitionData data) {
            ByteBuffer records = FetchResponse.recordsSize(data) == 0
                    ? ByteBuffer.wrap(NOTHING)
                    : ((MemoryRecords) FetchResponse.recordsOrFail(data)).buffer();
            return new Answer(
                    Errors.forCode(data.errorCode()),
                    data.highWatermark(),
                    data.logStartOffset(),
                    FetchResponse.isDivergingEpoch(data),
                    records);
        }
    }

    /** The answer to a fetch: an error of the whole, or a session's number and what is new. */
    record Fetched(Errors error, int session, Map<TopicPartition, Answer> answers) {}

    /** Asks for what is new, by a session's next request; waits at the source when nothing is. */
    Fetched fetch(FetchSession.Request request, Map<Uuid, String> names) throws IOException {
        boolean ids = !names.containsKey(Uuid.ZERO_UUID) && hasIds(request.forgotten());
        FetchRequest.Builder builder = FetchRequest.Builder.forConsumer(
                        ids ? ApiKeys.FETCH.latestVersion() : WITHOUT_IDS,
                        config.waitMillis(),
                        1,
                        asked(request.asks(), config.partitionBytes()))
                .setMaxBytes(config.responseBytes())
                .metadata(new FetchMetadata(request.session(), request.epoch()))
                .removed(List.copyOf(request.forgotten()));
        return fetched(builder, names);
    }

    private Fetched fetched(FetchRequest.Builder builder, Map<Uuid, String> names) throws IOException {
        SourceConnection.Answer<FetchResponse> answer = connection.send(builder, FetchResponse.class);
        Map<TopicPartition, Answer> answers = new LinkedHashMap<>();
        answer.response()
                .responseData(names, answer.version())
                .forEach((partition, data) -> answers.put(partition, Answer.of(data)));
        return new Fetched(answer.response().error(), answer.response().sessionId(), answers);
    }

    private static Map<TopicPartition, FetchRequest.PartitionData> asked(
            Map<TopicIdPartition, Ask> asks, int partitionBytes) {
        Map<TopicPartition, FetchRequest.PartitionData> asked = new LinkedHashMap<>();
        asks.forEach((partition, ask) -> asked.put(
                partition.topicPartition(),
                new FetchRequest.PartitionData(
                        partition.topicId(),
                        ask.offset(),
                        FetchRequest.INVALID_LOG_START_OFFSET,
                        partitionBytes,
                        ask.leaderEpoch(),
                        ask.lastEpoch())));
        return asked;
    }

    /**
     * Asks for one batch of each partition, outside of any session. What comes back may lack the batch of all but the
     * first partition, where it is large.
     */
    Map<TopicPartition, Answer> probe(Map<TopicIdPartition, Ask> asks) throws IOException {
        boolean one = asks.size() == 1;
        return once(asks, one ? ONE_BATCH : PROBE_BYTES, one ? ONE_BATCH : config.responseBytes());
    }

    /**
     * Batches of one partition outside of any session: about so many bytes, but at least one batch where there is one
     * below the high watermark. Empty when its leader says nothing, as when its quotas hold us back.
     */
    Optional<Answer> read(TopicIdPartition partition, Ask ask, int bytes) throws IOException {
        return Optional.ofNullable(once(Map.of(partition, ask), bytes, bytes).get(partition.topicPartition()));
    }

    private Map<TopicPartition, Answer> once(Map<TopicIdPartition, Ask> asks, int partitionBytes, int allBytes)
            throws IOException {
        boolean ids = hasIds(asks.keySet());
        FetchRequest.Builder builder = FetchRequest.Builder.forConsumer(
                        ids ? ApiKeys.FETCH.latestVersion() : WITHOUT_IDS, 0, 0, asked(asks, partitionBytes))
                .setMaxBytes(allBytes);
        Map<Uuid, String> names = new HashMap<>();
        asks.keySet().forEach(each -> names.put(each.topicId(), each.topic()));
        Fetched fetched = fetched(builder, names);
        if (fetched.error() != Errors.NONE) {
            throw fetched.error().exception();
        }
        return fetched.answers();
    }

    private static boolean hasIds(Collection<TopicIdPartition> partitions) {
        return partitions.stream().noneMatch(each -> each.topicId().equals(Uuid.ZERO_UUID));
    }

    /** The first batch that an answer has whole. */
    static Optional<BatchHeader> firstBatch(Answer answer) {
        return BatchHeader.read(answer.records(), answer.records().position());
    }

    /** The source's first offset and high watermark of a partition; empty when it cannot say now. */
    Optional<Range> range(TopicPartition partition, Optional<Integer> leaderEpoch) throws IOException {
        Optional<Long> start = offset(partition, ListOffsetsRequest.EARLIEST_TIMESTAMP, leaderEpoch);
        Optional<Long> end = offset(partition, ListOffsetsRequest.LATEST_TIMESTAMP, leaderEpoch);
        return start.isPresent() && end.isPresent() ? Optional.of(new Range(start.get(), end.get())) : Optional.empty();
    }

    record Range(long start, long end) {}

    private Optional<Long> offset(TopicPartition partition, long time, Optional<Integer> leaderEpoch)
            throws IOException {
        ListOffsetsPartition asked = new ListOffsetsPartition()
                .setPartitionIndex(partition.partition())
                .setTimestamp(time)
                .setCurrentLeaderEpoch(leaderEpoch.orElse(-1));
        ListOffsetsRequest.Builder builder = ListOffsetsRequest.Builder.forConsumer(
                        false, IsolationLevel.READ_UNCOMMITTED)
                .setTargetTimes(new ArrayList<>(List.of(
                        new ListOffsetsTopic().setName(partition.topic()).setPartitions(List.of(asked)))));
        ListOffsetsPartitionResponse response = connection
                .send(builder, ListOffsetsResponse.class)
                .response()
                .topics()
                .getFirst()
                .partitions()
                .getFirst();
        return response.errorCode() == Errors.NONE.code() ? Optional.of(response.offset()) : Optional.empty();
    }
}
