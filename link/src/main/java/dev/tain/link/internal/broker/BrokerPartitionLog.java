package dev.tain.link.internal.broker;

import dev.tain.link.plan.BatchHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import kafka.cluster.Partition;
import kafka.server.ReplicaManager;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.replica.Replica;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.LogStartOffsetIncrementReason;
import org.apache.kafka.storage.internals.log.OffsetsOutOfOrderException;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.log.VerificationGuard;
import org.jspecify.annotations.Nullable;

/**
 * A partition's log inside the broker of this process.
 *
 * <p>Appending as a follower does keeps offsets and allows gaps, but nothing in that path knows about leading. So the
 * lock under which the broker changes leadership is held for reading meanwhile: an epoch that moved on between the
 * check and the append would let an older epoch follow a newer one in the epoch cache.
 */
final class BrokerPartitionLog implements PartitionLog {
    private static final long NOT_LEADING = -1;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ReplicaManager replicas;
    private final TopicPartition name;

    BrokerPartitionLog(ReplicaManager replicas, TopicPartition name) {
        this.replicas = replicas;
        this.name = name;
    }

    @Override
    public TopicPartition partition() {
        return name;
    }

    private @Nullable Partition online() {
        scala.Option<Partition> found = replicas.onlinePartition(name);
        return found.isDefined() ? found.get() : null;
    }

    @Override
    public Optional<State> led() {
        Partition partition = online();
        if (partition == null) {
            return Optional.empty();
        }
        ReentrantReadWriteLock.ReadLock lock = LeadershipLock.of(partition).readLock();
        lock.lock();
        try {
            return leads(partition) ? Optional.of(state(partition)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private static boolean leads(Partition partition) {
        return partition.isLeader() && partition.unifiedLog().isPresent();
    }

    private static State state(Partition partition) {
        UnifiedLog log = partition.unifiedLog().orElseThrow();
        return new State(partition.getLeaderEpoch(), log.logStartOffset(), log.logEndOffset(), log.highWatermark());
    }

    /** Changes the log while nobody can change who leads; -1 when this broker does not lead under the epoch. */
    private long asLeader(int epoch, ToLongFunction<Partition> change) {
        Partition partition = online();
        if (partition == null) {
            return NOT_LEADING;
        }
        long result;
        ReentrantReadWriteLock.ReadLock lock = LeadershipLock.of(partition).readLock();
        lock.lock(); // the partition's own methods may take it once more, which a read lock allows
        try {
            if (!leads(partition) || partition.getLeaderEpoch() != epoch) {
                return NOT_LEADING;
            }
            result = change.applyAsLong(partition);
        } finally {
            lock.unlock();
        }
        tellOthers(partition);
        return result;
    }

    private boolean changed(int epoch, Consumer<UnifiedLog> change) {
        return asLeader(epoch, partition -> {
                    change.accept(log(partition));
                    return 0;
                })
                != NOT_LEADING;
    }

    private static UnifiedLog log(Partition partition) {
        return partition.unifiedLog().orElseThrow();
    }

    /** Appending nothing makes the broker look at the high watermark again; then who waits for data is woken up. */
    private static void tellOthers(Partition partition) {
        try {
            partition.appendRecordsToLeader(
                    MemoryRecords.EMPTY,
                    AppendOrigin.RAFT_LEADER,
                    0,
                    RequestLocal.noCaching(),
                    VerificationGuard.SENTINEL,
                    (short) 0);
        } catch (NotLeaderOrFollowerException e) {
            return; // the next leader counts for itself
        }
        partition.tryCompleteDelayedRequests();
    }

    @Override
    public boolean append(ByteBuffer batches, int epoch) {
        return changed(epoch, log -> {
            for (ByteBuffer piece : Pieces.of(batches, log.config().segmentSize(), epoch)) {
                appendPiece(log, piece, epoch);
            }
        });
    }

    private static void appendPiece(UnifiedLog log, ByteBuffer piece, int epoch) {
        long base = piece.getLong(piece.position());
        if (base < log.logEndOffset()) {
            throw new OverlapException(base, log.logEndOffset());
        }
        try {
            log.appendAsFollower(MemoryRecords.readableRecords(piece), epoch);
        } catch (CorruptRecordException | OffsetsOutOfOrderException e) {
            throw new CorruptBatchException("the batches from offset " + base + " on are damaged", e);
        } catch (RecordBatchTooLargeException e) {
            throw new CorruptBatchException("a batch at offset " + base + " is larger than the topic's segments", e);
        }
    }

    @Override
    public boolean moveStart(long sourceStart, int epoch) {
        return changed(
                epoch,
                log -> log.maybeIncrementLogStartOffset(
                        Math.min(sourceStart, log.highWatermark()),
                        LogStartOffsetIncrementReason.LeaderOffsetIncremented));
    }

    @Override
    public boolean restartAt(long base, long start, int epoch) {
        return asLeader(epoch, partition -> {
                    partition.truncateFullyAndStartAt(base, false, Optional.of(start));
                    return 0;
                })
                != NOT_LEADING;
    }

    @Override
    public boolean truncate(long offset, int epoch) {
        return asLeader(epoch, partition -> {
                    partition.truncateTo(offset, false);
                    return 0;
                })
                != NOT_LEADING;
    }

    @Override
    public Optional<BatchHeader> batchAt(long offset) {
        Partition partition = online();
        if (partition == null || partition.unifiedLog().isEmpty()) {
            return Optional.empty();
        }
        try {
            UnifiedLog log = partition.unifiedLog().get();
            if (offset < log.logStartOffset() || offset >= log.logEndOffset()) {
                return Optional.empty();
            }
            var read = log.read(offset, 1, FetchIsolation.LOG_END, true);
            Iterator<? extends RecordBatch> batches = read.records.batches().iterator();
            return batches.hasNext() ? Optional.of(header(batches.next())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ByteBuffer read(long offset, int mostBytes) {
        Partition partition = online();
        if (partition == null || partition.unifiedLog().isEmpty()) {
            return NOTHING.duplicate();
        }
        try {
            UnifiedLog log = partition.unifiedLog().get();
            if (offset < log.logStartOffset() || offset >= log.logEndOffset()) {
                return NOTHING.duplicate();
            }
            if (!(log.read(offset, mostBytes, FetchIsolation.LOG_END, true).records instanceof FileRecords found)) {
                return NOTHING.duplicate();
            }
            ByteBuffer bytes = ByteBuffer.allocate(found.sizeInBytes());
            found.readInto(bytes, 0);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BatchHeader header(RecordBatch batch) {
        return new BatchHeader(
                batch.baseOffset(),
                batch.lastOffset(),
                batch.partitionLeaderEpoch(),
                batch.checksum(),
                batch.magic(),
                batch.sizeInBytes());
    }

    @Override
    public boolean pad(long end, long nowMillis, int epoch) {
        return changed(epoch, log -> {
            if (log.logEndOffset() < end) {
                log.appendAsFollower(Markers.empty(log.logEndOffset(), end, nowMillis, epoch), epoch);
            }
        });
    }

    @Override
    public OptionalLong forgetProducers(long nowMillis, int epoch) {
        long written = asLeader(epoch, partition -> forgetAll(log(partition), nowMillis, epoch));
        return written == NOT_LEADING ? OptionalLong.empty() : OptionalLong.of(written);
    }

    private static long forgetAll(UnifiedLog log, long nowMillis, int epoch) {
        long count = 0;
        for (ProducerState producer : log.activeProducers()) {
            if (producer.currentTxnStartOffset() >= 0) {
                log.appendAsFollower(Markers.abort(log.logEndOffset(), nowMillis, epoch, producer), epoch);
                count++;
            }
            log.appendAsFollower(Markers.forget(log.logEndOffset(), nowMillis, epoch, producer), epoch);
            count++;
        }
        return count;
    }

    @Override
    public boolean takesBatchesOfClients() {
        Partition partition = online();
        return partition == null
                || partition
                        .unifiedLog()
                        .map(log -> log.config().maxMessageSize() > 0)
                        .orElse(true);
    }

    @Override
    public boolean replicasHaveAll() {
        return led().map(now -> now.highWatermark() == now.end() && replicasEndAt(now.end()))
                .orElse(false);
    }

    @Override
    public boolean replicasEndAt(long end) {
        Partition partition = online();
        if (partition == null || !partition.isLeader()) {
            return false;
        }
        int replicaCount = 1;
        scala.collection.Iterator<Replica> others = partition.remoteReplicas().iterator();
        while (others.hasNext()) {
            replicaCount++;
            long theirs = others.next().stateSnapshot().logEndOffset();
            if (theirs < 0 || theirs > end) {
                return false;
            }
        }
        return partition.inSyncReplicaIds().size() == replicaCount;
    }
}
