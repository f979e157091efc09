package dev.tain.clickhouse.internal.apply;

import static dev.tain.clickhouse.internal.apply.Sample.point;
import static dev.tain.clickhouse.internal.apply.Sample.rows;
import static dev.tain.model.NetKind.DELETED;
import static dev.tain.model.NetKind.FULL;
import static dev.tain.model.NetKind.NEW;
import static dev.tain.testkit.Rows.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Applier;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint;
import dev.tain.connector.ReadPoint.TablePoint;
import dev.tain.model.NetChanges;
import dev.tain.model.RowBuffer;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.Rows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was copied and streamed alike is once in a table that keeps all rows. */
class OverlapsIT {
    /** Versions of copied rows count down from where the stream begins, which is not at the very first position. */
    private static final int ATTEMPTS = 10;

    private final DestinationDatabase database = new DestinationDatabase();
    private final Sample sample = new Sample(database, "overlaps");
    private MappedTable table = sample.table("t", "", Map.of());

    @BeforeEach
    void begin() {
        table = sample.prepared("t", "", Map.of("engine", "CH_ENGINE_MERGE_TREE"));
        for (int i = 0; i < ATTEMPTS; i++) {
            Rows.end();
        }
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.commit(point(Rows.end()));
        }
    }

    @Test
    void aRowThatAChunkAndTheStreamHaveIsThereOnce() {
        copy("a", false, rows(table).add(NEW, 1L, "copied", 1L).add(NEW, 2L, "both", 1L));
        copy("b", false, rows(table).add(NEW, 3L, "both", 1L).add(NEW, 4L, "copied", 1L));
        stream(rows(table).add(NEW, 2L, "both", 1L).add(NEW, 3L, "both", 1L).add(NEW, 5L, "streamed", 1L));
        assertThat(all()).hasSize(7);
        complete();
        assertThat(all()).containsExactly("1|copied|0", "2|both|0", "3|both|0", "4|copied|0", "5|streamed|0");
    }

    @Test
    void whatChangedSinceItWasReadIsAsTheStreamHasIt() {
        copy("a", false, rows(table).add(NEW, 1L, "second", 1L).add(NEW, 2L, "gone", 1L));
        stream(rows(table).add(NEW, 1L, "first", 1L));
        stream(rows(table).add(FULL, 1L, "second", 1L));
        stream(rows(table).add(DELETED, 2L, ABSENT, ABSENT));
        complete();
        assertThat(all()).containsExactly("1|first|0", "1|second|0", "2|∅|1");
    }

    /** Such a chunk has nothing of what the stream brings: the row as it was, and as it became, are two. */
    @Test
    void aChunkOfTheStreamsBeginningStays() {
        copy("a", true, rows(table).add(NEW, 1L, "before", 1L));
        copy("b", false, rows(table).add(NEW, 2L, "both", 1L));
        stream(rows(table).add(FULL, 1L, "after", 1L).add(NEW, 2L, "both", 1L));
        complete();
        assertThat(all()).containsExactly("1|after|0", "1|before|0", "2|both|0");
    }

    @Test
    void whatTheStreamBringsLaterStaysBesideTheCopy() {
        copy("a", false, rows(table).add(NEW, 1L, "copied", 1L));
        complete();
        stream(rows(table).add(FULL, 1L, "later", 1L));
        complete();
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.commit(new ReadPoint(
                    Rows.end(),
                    0,
                    List.of(new TablePoint(table.name(), table.destination().name(), false))));
            applier.commit(point(Rows.end(), table));
        }
        assertThat(all()).containsExactly("1|copied|0", "1|later|0");
    }

    /** The process ended between the writing and the position, and what it wrote comes again. */
    @Test
    void aReplayChangesNothing() {
        copy("a", false, rows(table).add(NEW, 1L, "both", 1L).add(NEW, 2L, "copied", 1L));
        NetChanges changes = rows(table).add(NEW, 1L, "both", 1L).net();
        for (int attempt = 0; attempt < 2; attempt++) {
            try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
                applier.apply(table, changes, true, new KnownRows(table.source()));
                applier.commit();
            }
        }
        assertThat(all()).hasSize(3);
        complete();
        complete();
        assertThat(all()).containsExactly("1|both|0", "2|copied|0");
    }

    @Test
    void rowsOfADivisionThatWasReplacedGo() {
        copy("old.1", true, rows(table).add(NEW, 1L, "a", 1L).add(NEW, 2L, "a", 1L));
        copy("kept.1", true, rows(table).add(NEW, 9L, "kept", 1L));
        try (ChunkWriter writer = database.destination().chunkWriter(sample.mirror(), 1)) {
            writer.divided(table, List.of(chunk("forgotten.1")));
            writer.divided(table, List.of(chunk("kept.1"), chunk("new.1"), chunk("new.2")));
        }
        copy("new.1", false, rows(table).add(NEW, 1L, "a", 1L));
        copy("new.2", false, rows(table).add(NEW, 2L, "a", 1L));
        assertThat(copy("kept.1", false, rows(table).add(NEW, 9L, "kept", 1L))).isEqualTo(1);
        complete();
        assertThat(all()).containsExactly("1|a|0", "2|a|0", "9|kept|0");
    }

    @Test
    void manyKeysAreLookedForInParts() {
        Rows copied = rows(table);
        Rows streamed = rows(table);
        for (long id = 0; id < 1_000; id++) {
            copied.add(NEW, id, "copied", id);
            if (id % 2 == 0) {
                streamed.add(NEW, id, "streamed", id);
            }
        }
        copy("a", false, copied);
        stream(streamed);
        Bookkeeping bookkeeping = new Bookkeeping(database.connect(), sample.mirror());
        new Overlaps(database.connect(), bookkeeping, 100)
                .remove(
                        bookkeeping.require(1),
                        new TablePoint(table.name(), table.destination().name(), true));
        assertThat(sample.ask("SELECT region, count(), uniqExact(id) FROM @t GROUP BY region ORDER BY region"))
                .containsExactly("copied|500|500", "streamed|500|500");
    }

    private Chunk chunk(String id) {
        return new Chunk(table.name(), id, "everything", 1);
    }

    private long copy(String id, boolean exact, Rows rows) {
        try (ChunkWriter writer = database.destination().chunkWriter(sample.mirror(), 1)) {
            return writer.write(table, chunk(id), new Block(rows.buffer(), exact));
        }
    }

    private void stream(Rows rows) {
        sample.write(table, rows, true);
    }

    private void complete() {
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.commit(point(Rows.end(), table));
        }
    }

    private List<String> all() {
        return sample.ask("SELECT id, region, _peerdb_is_deleted FROM @t ORDER BY ALL");
    }

    private static final class Block implements ChunkReader {
        private final boolean exact;
        private @Nullable RowBuffer rows;

        Block(RowBuffer rows, boolean exact) {
            this.rows = rows;
            this.exact = exact;
        }

        @Override
        public @Nullable RowBuffer next() {
            RowBuffer next = rows;
            rows = null;
            return next;
        }

        @Override
        public boolean isExact() {
            return exact;
        }

        @Override
        public void close() {
            rows = null;
        }
    }
}
