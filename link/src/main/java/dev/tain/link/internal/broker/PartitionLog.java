package dev.tain.link.internal.broker;

import dev.tain.link.plan.BatchHeader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The log of one partition on this broker, as a link writes it: with the source's offsets, bytes and gaps. Every
 * change names the leader epoch under which its caller decided it, and is made only while this broker leads the
 * partition under that very epoch; the return value says whether it was. Safe for many threads, though a mirror
 * partition has one writer.
 *
 * <p>Any method may throw Kafka's own {@code KafkaException} when the disk fails.
 */
public interface PartitionLog {
    TopicPartition partition();

    /**
     * What the log holds now.
     *
     * @param epoch the leader epoch under which this broker leads
     * @param start the first offset that may be read
     * @param end the offset after the last batch
     * @param highWatermark what all replicas in sync have
     */
    record State(int epoch, long start, long end, long highWatermark) {}

    /** The state while this broker leads the partition and its log is at hand; empty otherwise. */
    Optional<State> led();

    /**
     * Appends batches as the source wrote them, but for the leader epoch, which is stamped in place, before the
     * part that the checksum covers. Gaps between the log's end and the batches stay gaps.
     *
     * @param batches whole batches of format v2, in order, from the buffer's position to its limit
     * @throws OverlapException when the first batch begins below the log's end
     * @throws CorruptBatchException when a batch does not have the bytes that its checksum says, or they are out of
     * order
     */
    boolean append(ByteBuffer batches, int epoch);

    /** Moves the log's first offset up to the source's, but never past what all replicas in sync have. */
    boolean moveStart(long sourceStart, int epoch);

    /**
     * Empties the log and lets it begin anew.
     *
     * @param base where the next batch begins
     * @param start the first offset that may be read, at or after {@code base}
     */
    boolean restartAt(long base, long start, int epoch);

    /** Cuts off what begins at or after the offset, on this replica; the others follow by their own fetches. */
    boolean truncate(long offset, int epoch);

    /** The header of the batch that holds the offset, or of the first one after it; empty when there is none. */
    Optional<BatchHeader> batchAt(long offset);

    /**
     * The batches from the one that holds the offset on, as they lie in the log; the last one may be cut short. Nothing
     * when there is none.
     *
     * @param mostBytes about how many, but at least one whole batch
     */
    ByteBuffer read(long offset, int mostBytes);

    /** Raises the end to where the source's is, when nothing is left between: a batch without records. */
    boolean pad(long end, long nowMillis, int epoch);

    /**
     * Ends the transactions that the source left open, and forgets its producers, so that producers of this cluster
     * that happen to have the same ids are not taken for them.
     *
     * @return how many markers were written; empty when this broker no longer leads under the epoch
     */
    OptionalLong forgetProducers(long nowMillis, int epoch);

    /**
     * Whether the limit for a client's batch is more than nothing, as the log knows it now; true where there is no
     * log.
     */
    boolean takesBatchesOfClients();

    /** Whether every assigned replica is in sync and none has more than up to this end. */
    boolean replicasEndAt(long end);

    /** Whether every assigned replica is in sync and has all of it, so that nothing is on its way to any of them. */
    boolean replicasHaveAll();
}
