package dev.tain.link.plan;

import dev.tain.link.plan.BatchDifference.Kind;
import dev.tain.link.plan.LogPiece.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Compares two batches of which compaction may have taken records away: those records that both still have. */
final class RecordComparison {
    private RecordComparison() {}

    static List<BatchDifference> of(Batch mine, Batch theirs) {
        RecordBatch here = batch(mine);
        RecordBatch there = batch(theirs);
        boolean sameWriter = here.producerId() == there.producerId()
                && here.producerEpoch() == there.producerEpoch()
                && here.isTransactional() == there.isTransactional()
                && here.isControlBatch() == there.isControlBatch();
        if (!sameWriter) {
            return List.of(new BatchDifference(mine.base(), mine.end(), Kind.OTHER_RECORDS));
        }
        Map<Long, Record> records = new HashMap<>();
        List<BatchDifference> differences = new ArrayList<>();
        try {
            here.forEach(each -> records.put(each.offset(), each));
            for (Record each : there) {
                Record other = records.get(each.offset());
                if (other != null && !isSame(other, each)) {
                    differences.add(new BatchDifference(each.offset(), each.offset() + 1, Kind.OTHER_RECORDS));
                }
            }
        } catch (KafkaException e) { // the checksum is right, but what it is the checksum of are no records
            return List.of(new BatchDifference(mine.base(), mine.end(), Kind.OTHER_BYTES));
        }
        return differences;
    }

    private static RecordBatch batch(Batch batch) {
        return MemoryRecords.readableRecords(batch.bytes().duplicate())
                .batches()
                .iterator()
                .next();
    }

    private static boolean isSame(Record one, Record other) {
        return one.timestamp() == other.timestamp()
                && one.hasKey() == other.hasKey()
                && one.hasValue() == other.hasValue()
                && (!one.hasKey() || one.key().equals(other.key()))
                && (!one.hasValue() || one.value().equals(other.value()))
                && Arrays.equals(one.headers(), other.headers());
    }
}
