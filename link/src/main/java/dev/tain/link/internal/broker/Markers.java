package dev.tain.link.internal.broker;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;

/** The batches that links write themselves, when a mirror topic becomes an ordinary one. */
final class Markers {
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final int PRODUCER_EPOCH_AT = 51;
    private static final int NO_COORDINATOR = 0;

    private Markers() {}

    /** Ends the transaction that a producer has open. */
    static MemoryRecords abort(long offset, long nowMillis, int epoch, ProducerState producer) {
        return marker(offset, nowMillis, epoch, producer.producerId(), (short) producer.producerEpoch());
    }

    /**
     * Lets every replica know no epoch of this producer id, and so accept any later epoch and sequence. Kafka's
     * builder refuses to write that epoch, its log takes it; so it is written into the finished batch.
     */
    static MemoryRecords forget(long offset, long nowMillis, int epoch, ProducerState producer) {
        MemoryRecords marker = marker(offset, nowMillis, epoch, producer.producerId(), (short) 0);
        ByteBuffer bytes = marker.buffer();
        bytes.putShort(PRODUCER_EPOCH_AT, RecordBatch.NO_PRODUCER_EPOCH);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate().position(CHECKED_FROM));
        bytes.putInt(CHECKSUM_AT, (int) checksum.getValue());
        return marker;
    }

    private static MemoryRecords marker(long offset, long nowMillis, int epoch, long producerId, short producerEpoch) {
        return MemoryRecords.withEndTransactionMarker(
                offset,
                nowMillis,
                epoch,
                producerId,
                producerEpoch,
                new EndTransactionMarker(ControlRecordType.ABORT, NO_COORDINATOR));
    }

    /** A batch that holds these offsets and no records, as compaction leaves one at the end of a log. */
    static MemoryRecords empty(long from, long end, long nowMillis, int epoch) {
        ByteBuffer bytes = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(
                bytes,
                RecordBatch.CURRENT_MAGIC_VALUE,
                RecordBatch.NO_PRODUCER_ID,
                RecordBatch.NO_PRODUCER_EPOCH,
                RecordBatch.NO_SEQUENCE,
                from,
                end - 1,
                epoch,
                TimestampType.CREATE_TIME,
                nowMillis,
                false,
                false);
        return MemoryRecords.readableRecords(bytes.flip());
    }
}
