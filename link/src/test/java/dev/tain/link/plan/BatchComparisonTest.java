package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.link.plan.BatchComparison.Result;
import dev.tain.link.plan.BatchDifference.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class BatchComparisonTest {
    private static final long FAR = 1_000;

    private static ByteBuffer batch(long base, String... values) {
        SimpleRecord[] records = new SimpleRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = new SimpleRecord(
                    1_000L + i, ("k" + i).getBytes(StandardCharsets.UTF_8), values[i].getBytes(StandardCharsets.UTF_8));
        }
        return MemoryRecords.withRecords(base, Compression.NONE, records).buffer();
    }

    /** What compaction makes of a batch: the same first and last offset, and fewer records. */
    private static ByteBuffer cleaned(ByteBuffer batch) {
        ByteBuffer full = batch.duplicate();
        ByteBuffer out = ByteBuffer.allocate(4096);
        MemoryRecords.readableRecords(full)
                .filterTo(
                        new MemoryRecords.RecordFilter(0, 0) {
                            @Override
                            protected BatchRetentionResult checkBatchRetention(
                                    org.apache.kafka.common.record.internal.RecordBatch each) {
                                return new BatchRetentionResult(BatchRetention.DELETE_EMPTY, false);
                            }

                            @Override
                            protected boolean shouldRetainRecord(
                                    org.apache.kafka.common.record.internal.RecordBatch of,
                                    org.apache.kafka.common.record.internal.Record each) {
                                return each.offset() != of.baseOffset();
                            }
                        },
                        out,
                        org.apache.kafka.common.utils.BufferSupplier.NO_CACHING);
        out.flip();
        return out;
    }

    private static ByteBuffer log(ByteBuffer... batches) {
        ByteBuffer all = ByteBuffer.allocate(64 * 1024);
        for (ByteBuffer each : batches) {
            all.put(each.duplicate());
        }
        return all.flip();
    }

    private static Result compare(ByteBuffer mine, ByteBuffer theirs, boolean compacted) {
        return BatchComparison.of(LogPiece.of(mine, FAR), LogPiece.of(theirs, FAR), compacted);
    }

    private static Result compare(ByteBuffer mine, ByteBuffer theirs) {
        return compare(mine, theirs, false);
    }

    private static List<BatchDifference> only(long from, long until, Kind kind) {
        return List.of(new BatchDifference(from, until, kind));
    }

    @Test
    void theSameBatchesOfOtherEpochsAreEqualAcrossGaps() {
        ByteBuffer mine = log(batch(0, "a", "b"), batch(7, "c"));
        BatchHeader.stamp(mine, 0, 12);

        Result result = compare(mine, log(batch(0, "a", "b"), batch(7, "c")));

        assertThat(result).isEqualTo(new Result(8, 2, 0, List.of()));
    }

    @Test
    void anotherByteIsDamagedOrWhereTheChecksumFitsAnotherBatch() {
        ByteBuffer damaged = log(batch(0, "a"), batch(1, "b", "c"));
        int last = damaged.limit() - 2;
        damaged.put(last, (byte) (damaged.get(last) ^ 1));
        ByteBuffer good = log(batch(0, "a"), batch(1, "b", "c"));

        assertThat(compare(damaged, good).differences()).isEqualTo(only(1, 3, Kind.DAMAGED));
        assertThat(compare(good, damaged).differences()).isEqualTo(only(1, 3, Kind.DAMAGED_AT_SOURCE));
        assertThat(compare(damaged, good, true).differences()).isEqualTo(only(1, 3, Kind.DAMAGED));
        Result other = compare(log(batch(0, "a"), batch(1, "b", "X")), good);
        assertThat(other.differences()).isEqualTo(only(1, 3, Kind.OTHER_BYTES));
        assertThat(other.equal()).isEqualTo(1);
    }

    @Test
    void whatOneSideLacksIsMissingOrSurplus() {
        ByteBuffer all = log(batch(0, "a"), batch(1, "b"), batch(2, "c"));
        ByteBuffer some = log(batch(0, "a"), batch(2, "c"));

        assertThat(compare(some, all).differences()).isEqualTo(only(1, 2, Kind.MISSING));
        assertThat(compare(all, some).differences()).isEqualTo(only(1, 2, Kind.SURPLUS));
        assertThat(compare(log(), log(batch(4, "a"))).differences()).isEqualTo(only(4, 5, Kind.MISSING));
    }

    @Test
    void otherBoundsAreToldOnceAndWhatFollowsIsComparedAgain() {
        ByteBuffer mine = log(batch(0, "a", "b"), batch(2, "c"), batch(3, "d"));
        ByteBuffer theirs = log(batch(0, "a"), batch(1, "b", "c"), batch(3, "d"));

        Result result = compare(mine, theirs);

        assertThat(result.differences()).isEqualTo(only(0, 3, Kind.OTHER_BATCHES));
        assertThat(result.equal()).isEqualTo(1);
        assertThat(compare(mine, theirs, true))
                .as("compaction keeps first and last offset")
                .isEqualTo(result);
    }

    @Test
    void differencesThatMeetAreOne() {
        ByteBuffer all = log(batch(0, "a"), batch(1, "b"), batch(2, "c"), batch(3, "d"));

        Result result = compare(log(batch(0, "X"), batch(1, "Y"), batch(3, "d")), all);

        assertThat(result.differences())
                .containsExactly(new BatchDifference(0, 2, Kind.OTHER_BYTES), new BatchDifference(2, 3, Kind.MISSING));
        assertThat(result.until()).isEqualTo(4);
    }

    @Test
    void aBatchWithoutRecordsLacksNothing() {
        ByteBuffer empty = ByteBuffer.allocate(BatchHeader.MIN_BYTES);
        DefaultRecordBatch.writeEmptyHeader(
                empty, BatchHeader.MAGIC, -1, (short) -1, -1, 1, 4, 0, TimestampType.CREATE_TIME, 1_000, false, false);
        empty.flip();

        assertThat(compare(log(batch(0, "a"), empty, batch(5, "b")), log(batch(0, "a"), batch(5, "b"))))
                .isEqualTo(new Result(6, 2, 1, List.of()));
    }

    @Test
    void comparesAsFarAsBothWereReadAndUpToTheLimit() {
        ByteBuffer cut = log(batch(0, "a"), batch(1, "b"));
        cut.limit(cut.limit() - 1);
        ByteBuffer all = log(batch(0, "a"), batch(1, "X"));

        assertThat(compare(cut, all)).isEqualTo(new Result(1, 1, 0, List.of()));
        assertThat(compare(all, cut)).isEqualTo(new Result(1, 1, 0, List.of()));
        assertThat(BatchComparison.of(LogPiece.of(all, 1), LogPiece.of(log(batch(0, "a")), 1), false))
                .isEqualTo(new Result(1, 1, 0, List.of()));
        assertThatThrownBy(() -> LogPiece.of(cut.slice(0, 30), FAR)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoBatchEndsThePieceAndBeginsNone() {
        ByteBuffer broken = log(batch(0, "a"), batch(1, "b"));
        int second = batch(0, "a").limit();
        broken.putInt(second + 8, 3);

        assertThat(LogPiece.of(broken, FAR).until()).isEqualTo(1);
        assertThatThrownBy(() -> LogPiece.of(broken.slice(second, broken.limit() - second), FAR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCompactionExplainsIsUndecidedAndNeverAnAlarm() {
        ByteBuffer full = batch(0, "a", "b", "c");
        ByteBuffer cleaned = cleaned(full);
        ByteBuffer both = log(full, batch(3, "d"), batch(4, "e"));

        for (Result result : List.of(
                compare(log(cleaned, batch(4, "e")), both, true), compare(both, log(cleaned, batch(4, "e")), true))) {
            assertThat(result).isEqualTo(new Result(5, 1, 2, List.of()));
        }
        assertThat(compare(log(cleaned), log(full)).differences()).isEqualTo(only(0, 3, Kind.OTHER_BYTES));
    }

    @Test
    void aRecordThatBothStillHaveMustBeTheSameWhereCompactionWorks() {
        ByteBuffer cleaned = cleaned(batch(0, "a", "b", "X"));

        Result result = compare(log(cleaned), log(batch(0, "a", "b", "c")), true);

        assertThat(result.differences()).isEqualTo(only(2, 3, Kind.OTHER_RECORDS));
        assertThat(result.undecided()).isZero();
    }
}
