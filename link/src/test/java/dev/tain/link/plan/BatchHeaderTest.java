package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class BatchHeaderTest {
    private static ByteBuffer batch(long base, int records) {
        SimpleRecord[] all = new SimpleRecord[records];
        for (int i = 0; i < records; i++) {
            all[i] = new SimpleRecord(1_000L + i, ("v" + i).getBytes(StandardCharsets.UTF_8));
        }
        return MemoryRecords.withRecords(base, Compression.lz4().build(), 7, all)
                .buffer();
    }

    @Test
    void readsWhatKafkaWrote() {
        ByteBuffer bytes = batch(40, 3);
        MutableRecordBatch kafkas =
                MemoryRecords.readableRecords(bytes).batches().iterator().next();

        BatchHeader header = BatchHeader.read(bytes, 0).orElseThrow();

        assertThat(header).isEqualTo(new BatchHeader(40, 42, 7, kafkas.checksum(), (byte) 2, kafkas.sizeInBytes()));
    }

    @Test
    void aBatchCutShortIsNone() {
        ByteBuffer bytes = batch(0, 1);
        for (int limit = 0; limit < bytes.capacity(); limit++) {
            assertThat(BatchHeader.read(bytes.duplicate().limit(limit), 0)).isEmpty();
        }
    }

    @Test
    void aLengthThatCannotBeIsAFault() {
        ByteBuffer bytes = batch(0, 1);
        bytes.putInt(8, -5);
        assertThatThrownBy(() -> BatchHeader.read(bytes, 0)).isInstanceOf(IllegalArgumentException.class);
        bytes.putInt(8, 20);
        assertThatThrownBy(() -> BatchHeader.read(bytes, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherEpochLeavesTheBatchTheSame() {
        ByteBuffer bytes = batch(40, 3);
        BatchHeader before = BatchHeader.read(bytes, 0).orElseThrow();

        BatchHeader.stamp(bytes, 0, 12);

        BatchHeader after = BatchHeader.read(bytes, 0).orElseThrow();
        assertThat(after.leaderEpoch()).isEqualTo(12);
        assertThat(after.sameBytes(before)).isTrue();
        assertThat(MemoryRecords.readableRecords(bytes)
                        .batches()
                        .iterator()
                        .next()
                        .isValid())
                .isTrue();
    }

    @Test
    void otherBytesAreAnotherBatch() {
        BatchHeader one = BatchHeader.read(batch(40, 3), 0).orElseThrow();
        assertThat(one.sameBytes(BatchHeader.read(batch(41, 3), 0).orElseThrow()))
                .isFalse();
        assertThat(one.sameBytes(BatchHeader.read(batch(40, 2), 0).orElseThrow()))
                .isFalse();
    }
}
