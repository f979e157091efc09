package dev.tain.link.internal.fetch;

import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.plan.BatchHeader;
import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.RestorePlan;
import dev.tain.link.plan.SourceLeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * Finds out how far logs of mirrors are still their sources'. Connects to source brokers as needed; one that did not
 * answer is not waited for again. Used by one thread, for a moment.
 */
public final class LogComparison implements AutoCloseable {
    private final SourceConfig config;
    private final Map<Node, SourceConnection> connections = new HashMap<>();
    private final Set<Node> silent = new HashSet<>();

    public LogComparison(SourceConfig config) {
        this.config = config;
    }

    /** A partition of the source. */
    public record Place(TopicPartition partition, SourceLeader leader) {
        Optional<Integer> epoch() {
            return leader.epoch() < 0 ? Optional.empty() : Optional.of(leader.epoch());
        }

        TopicIdPartition key() {
            return new TopicIdPartition(leader.topicId(), partition);
        }
    }

    /**
     * What to cut off of a log that nobody writes to meanwhile.
     *
     * @param recordedEnd where it ended when it was last a mirror, if that was noted
     * @param first the first offset that the mirror is to have
     * @throws IOException when the source cannot say now
     * @throws org.apache.kafka.common.KafkaException when it does not let us in
     */
    public RestorePlan plan(
            PartitionLog log, PartitionLog.State state, OptionalLong recordedEnd, long first, Place source)
            throws IOException {
        SourceReader reader = reader(source);
        SourceReader.Range theirs = range(reader, source);
        try {
            return RestorePlan.of(
                    new RestorePlan.Range(state.start(), state.end()),
                    recordedEnd,
                    new RestorePlan.Range(theirs.start(), theirs.end()),
                    first,
                    offset -> agreedAt(log, reader, source, offset));
        } catch (UncheckedIOException e) {
            silent.add(source.leader().node());
            throw e.getCause();
        }
    }

    /**
     * Whether the source has offsets from there on but not one batch: compaction or a lost tail left nothing to copy.
     *
     * @throws IOException when the source cannot say now
     */
    public boolean hasNothingFrom(long offset, Place source) throws IOException {
        Ask ask = new Ask(offset, source.epoch(), Optional.empty());
        SourceReader.Answer answer =
                reader(source).probe(Map.of(source.key(), ask)).get(source.partition());
        return answer != null
                && answer.error() == Errors.NONE
                && answer.highWatermark() > offset
                && !answer.records().hasRemaining();
    }

    private SourceReader.Range range(SourceReader reader, Place source) throws IOException {
        try {
            return reader.range(source.partition(), source.epoch())
                    .orElseThrow(() -> new IOException("its leader does not tell its offsets now"));
        } catch (IOException e) {
            silent.add(source.leader().node());
            throw e;
        }
    }

    private SourceReader reader(Place source) throws IOException {
        if (silent.contains(source.leader().node())) {
            throw new IOException("its broker " + source.leader().node() + " did not answer a moment ago");
        }
        SourceConnection connection =
                connections.computeIfAbsent(source.leader().node(), node -> SourceConnection.to(node, config));
        return new SourceReader(connection, config);
    }

    private static OptionalLong agreedAt(PartitionLog log, SourceReader reader, Place source, long offset) {
        Optional<BatchHeader> mine = log.batchAt(offset);
        Optional<BatchHeader> theirs = batchAt(reader, source, offset);
        return mine.isPresent() && theirs.isPresent() && mine.get().sameBytes(theirs.get())
                ? OptionalLong.of(mine.get().lastOffset() + 1)
                : OptionalLong.empty();
    }

    private static Optional<BatchHeader> batchAt(SourceReader reader, Place source, long offset) {
        try {
            Ask ask = new Ask(offset, source.epoch(), Optional.empty());
            SourceReader.Answer answer = reader.probe(Map.of(source.key(), ask)).get(source.partition());
            if (answer == null) {
                throw new IOException("its leader says nothing about " + source.partition());
            } else if (answer.error() == Errors.OFFSET_OUT_OF_RANGE) {
                return Optional.empty();
            } else if (answer.error() != Errors.NONE) {
                throw new IOException(answer.error().message());
            }
            return SourceReader.firstBatch(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connections.values().forEach(SourceConnection::close);
        connections.clear();
    }
}
