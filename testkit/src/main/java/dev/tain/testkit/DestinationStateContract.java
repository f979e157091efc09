package dev.tain.testkit;

import static dev.tain.model.NetKind.DELETED;
import static dev.tain.model.NetKind.FULL;
import static dev.tain.model.NetKind.NEW;
import static dev.tain.model.NetKind.PARTIAL;
import static dev.tain.testkit.Rows.ABSENT;
import static dev.tain.testkit.Rows.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.Applier;
import dev.tain.connector.Applier.Held;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.engine.core.TableNetting;
import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.Lsn;
import dev.tain.model.Position;
import dev.tain.model.TainException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Positions, fences, held changes, chunks: what a destination keeps beside the rows. */
public abstract class DestinationStateContract extends DestinationContract {

    // ---- positions and transactions

    @Test
    void keepsThePositionWithTheChanges() {
        MappedTable table = prepared(table("plain"));
        try (Applier applier = destination().applier(MIRROR, 1)) {
            assertThat(applier.position()).isEmpty();
            applier.apply(table, threeRows(table).net(), false, nowhere(table));
            applier.commit(new Lsn(0x1234_5678_9ABCL));
            assertThat(applier.position()).contains(new Lsn(0x1234_5678_9ABCL));
            applier.commit(new Lsn(0x1234_5678_9ABDL));
        }
        try (Applier again = destination().applier(MIRROR, 1)) {
            assertThat(again.position()).contains(new Lsn(0x1234_5678_9ABDL));
            again.commit();
        }
        try (Applier again = destination().applier(MIRROR, 2)) {
            assertThat(again.position()).contains(new Lsn(0x1234_5678_9ABDL));
        }
        assertThat(contents(table)).hasSize(3);
    }

    @Test
    void showsNothingBeforeTheCommit() {
        MappedTable table = filled("plain");
        MappedTable other = filled("other");
        try (Applier applier = destination().applier(MIRROR, 1)) {
            applier.apply(
                    table, rows(table).truncate().add(NEW, 9L, "nine", null).net(), false, nowhere(table));
            applier.apply(other, rows(other).add(DELETED, 1L, ABSENT, ABSENT).net(), false, nowhere(other));
            applier.rollback();
            assertThat(contents(table)).hasSize(3);
            applier.apply(other, rows(other).add(DELETED, 2L, ABSENT, ABSENT).net(), false, nowhere(other));
            applier.hold(table.name(), threeRows(table).net());
        }
        assertThat(contents(other)).hasSize(3);
        try (Applier applier = destination().applier(MIRROR, 1)) {
            assertThat(applier.held(table, 1_000)).isEmpty();
        }
    }

    @Test
    void goesOnAfterARollback() {
        MappedTable table = filled("plain");
        try (Applier applier = destination().applier(MIRROR, 1)) {
            applier.apply(table, rows(table).add(FULL, 1L, "undone", null).net(), false, nowhere(table));
            applier.rollback();
            applier.apply(table, rows(table).add(FULL, 2L, "done", null).net(), false, nowhere(table));
            applier.commit(new Lsn(50));
        }
        assertThat(contents(table)).containsExactly("1|one|first", "2|done|∅", "3|three|∅");
    }

    // ---- fences

    @Test
    void letsNoOlderWriterCommit() {
        MappedTable table = filled("plain");
        try (Applier older = destination().applier(MIRROR, 5)) {
            older.apply(table, rows(table).add(FULL, 1L, "late", null).net(), false, nowhere(table));
            try (Applier newer = destination().applier(MIRROR, 6)) {
                assertThatThrownBy(() -> older.commit(new Lsn(7))).isInstanceOf(TainException.class);
                newer.apply(table, rows(table).add(FULL, 2L, "newer", null).net(), false, nowhere(table));
                newer.commit(new Lsn(8));
            }
        }
        assertThat(contents(table)).containsExactly("1|one|first", "2|newer|∅", "3|three|∅");
        assertLeaseLost(() -> destination().applier(MIRROR, 5).close());
    }

    @Test
    void letsNoOlderWriterWriteChunks() {
        MappedTable table = prepared(table("plain"));
        destination().applier(MIRROR, 6).close();
        try (ChunkWriter older = destination().chunkWriter(MIRROR, 5);
                ChunkWriter newer = destination().chunkWriter(MIRROR, 6)) {
            assertLeaseLost(() -> write(older, table, "a", row(1L, "older", null)));
            write(newer, table, "a", row(2L, "newer", null));
        }
        assertLeaseLost(() -> destination().clear(MIRROR, 5, table));
        assertLeaseLost(() -> destination().forget(MIRROR, 5, table.name()));
        assertLeaseLost(() -> destination().drop(MIRROR, 5));
        assertThat(contents(table)).containsExactly("2|newer|∅");
    }

    @Test
    void letsNobodyWriteAfterADrop() {
        MappedTable table = filled("plain");
        try (Applier applier = destination().applier(MIRROR, 1)) {
            destination().drop(MIRROR, 1);
            applier.apply(table, rows(table).add(FULL, 1L, "late", null).net(), false, nowhere(table));
            assertLeaseLost(() -> applier.commit(new Lsn(7)));
        }
        assertLeaseLost(() -> destination().applier(MIRROR, 9).close());
        assertThat(contents(table)).contains("1|one|first");
        destination().drop(MIRROR, 1);
    }

    @Test
    void knowsNothingOfAMirrorThatWasDroppedAndMadeAgain() {
        MappedTable table = filled("plain");
        try (Applier applier = destination().applier(MIRROR, 1)) {
            applier.hold(table.name(), threeRows(table).net());
            applier.commit(new Lsn(9));
        }
        destination().drop(MIRROR, 1);
        prepared(table);
        try (Applier applier = destination().applier(MIRROR, 1)) {
            assertThat(applier.position()).isEmpty();
            assertThat(applier.held(table, 1_000)).isEmpty();
        }
    }

    @Test
    void preparesAndDropsWhateverIsThere() {
        destination().drop(MIRROR, 1);
        destination().forget(MIRROR, 1, table("plain").name());
        List<CompletableFuture<Void>> preparing = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(() ->
                        destination().prepare("mirror " + i, List.of(table("plain"), table("t" + i)))))
                .toList();
        preparing.forEach(CompletableFuture::join);
        prepared(table("plain"));
        assertThat(destination().check(List.of(table("plain"), table("t3")), true))
                .isEmpty();
    }

    // ---- held changes

    @Test
    void keepsChangesForLaterInOrder() {
        MappedTable table = filled("plain");
        MappedTable other = filled("other");
        Position heldAt;
        try (Applier applier = destination().applier(MIRROR, 1)) {
            applier.hold(table.name(), rows(table).add(FULL, 1L, "a", null).net());
            applier.hold(other.name(), rows(other).add(FULL, 1L, "other", null).net());
            applier.hold(
                    table.name(),
                    rows(table)
                            .add(PARTIAL, 1L, "b", UNCHANGED)
                            .add(DELETED, 2L, ABSENT, ABSENT)
                            .net());
            applier.hold(
                    table.name(), rows(table).truncate().add(NEW, 5L, "c", null).net());
            heldAt = Rows.end();
            applier.commit(heldAt);
        }
        try (Applier applier = destination().applier(MIRROR, 2)) {
            List<Held> held = applier.held(table, 1 << 20);
            assertThat(held).hasSize(3);
            drain(applier, table, held.getFirst());
            drain(applier, table, held.get(1));
            applier.commit();
            assertThat(contents(table)).containsExactly("1|b|∅", "3|three|∅");
        }
        try (Applier applier = destination().applier(MIRROR, 3)) {
            List<Held> held = applier.held(table, 1);
            assertThat(held).hasSize(1);
            drain(applier, table, held.getFirst());
            applier.commit();
            assertThat(applier.held(table, 1)).isEmpty();
            assertThat(applier.position()).contains(heldAt);
        }
        assertThat(contents(table)).containsExactly("5|c|∅");
        assertThat(contents(other)).contains("1|one|first");
    }

    @Test
    void forgetsWhatItHeldOfATable() {
        MappedTable table = filled("plain");
        try (Applier applier = destination().applier(MIRROR, 1)) {
            applier.hold(table.name(), threeRows(table).net());
            applier.commit(new Lsn(10));
            destination().forget(MIRROR, 1, table.name());
            assertThat(applier.held(table, 1_000)).isEmpty();
        }
    }

    private static void drain(Applier applier, MappedTable table, Held held) {
        TableNetting netting = new TableNetting(held.rows());
        netting.absorb();
        applier.apply(table, netting.net(), true, nowhere(table));
        applier.release(table.name(), held.id());
    }

    // ---- chunks

    @Test
    void writesAChunkOnce() {
        MappedTable table = prepared(table("plain"));
        try (ChunkWriter writer = destination().chunkWriter(MIRROR, 1)) {
            assertThat(write(writer, table, "a", row(1L, "one", null), row(2L, "two", null)))
                    .isEqualTo(2);
            assertThat(write(writer, table, "a", row(1L, "again", null))).isEqualTo(2);
            assertThat(write(writer, table, "b")).isZero();
        }
        assertThat(contents(table)).containsExactly("1|one|∅", "2|two|∅");
    }

    @Test
    void overwritesRowsThatAreThere() {
        MappedTable table = prepared(table("plain"));
        try (ChunkWriter writer = destination().chunkWriter(MIRROR, 1)) {
            write(writer, table, "a", row(1L, "one", "first"), row(2L, "two", null));
            write(writer, table, "b", row(2L, "zwei", "second"), row(3L, "three", null));
            write(writer, table, "c", row(1L, "eins", null));
        }
        assertThat(contents(table)).containsExactly("1|eins|∅", "2|zwei|second", "3|three|∅");
    }

    @Test
    void writesNothingOfAChunkThatFails() {
        MappedTable table = prepared(table("plain"));
        try (ChunkWriter writer = destination().chunkWriter(MIRROR, 1)) {
            BlockReader failing = new BlockReader(
                    () -> {
                        throw new TainException(ErrorCode.CHUNK_STALE, "stale", "divide again");
                    },
                    block(table, row(1L, "one", null)));
            assertThatThrownBy(() -> writer.write(table, chunk(table, "a"), failing))
                    .isInstanceOfSatisfying(
                            TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHUNK_STALE));
            assertThat(contents(table)).isEmpty();
            write(writer, table, "a", row(2L, "two", null));
        }
        assertThat(contents(table)).containsExactly("2|two|∅");
    }

    @Test
    void endsAChunkWhenItIsClosedInItsMiddle() {
        MappedTable table = prepared(table("plain"));
        ChunkWriter writer = destination().chunkWriter(MIRROR, 1);
        BlockReader endless = new BlockReader(writer::close, block(table, row(1L, "one", null)));
        assertThatThrownBy(() -> writer.write(table, chunk(table, "a"), endless))
                .isInstanceOf(TainException.class);
        assertThat(contents(table)).isEmpty();
        assertThatThrownBy(() -> write(writer, table, "b")).isInstanceOf(TainException.class);
    }

    @Test
    void startsATableAgain() {
        MappedTable table = prepared(table("plain"));
        try (ChunkWriter writer = destination().chunkWriter(MIRROR, 1)) {
            write(writer, table, "a", row(1L, "one", "first"));
            destination().clear(MIRROR, 1, table);
            assertThat(contents(table)).isEmpty();
            write(writer, table, "a", row(2L, "two", null));
            destination().forget(MIRROR, 1, table.name());
            write(writer, table, "a", row(3L, "three", null));
        }
        assertThat(contents(table)).containsExactly("2|two|∅", "3|three|∅");
    }

    /** A snapshot may find a row that is there already; the first try may fail so that the engine reads it again. */
    protected long write(ChunkWriter writer, MappedTable table, String id, @Nullable Object[]... values) {
        Chunk chunk = chunk(table, id);
        try {
            return writer.write(table, chunk, new BlockReader(block(table, values)));
        } catch (TainException e) {
            if (e.code() == ErrorCode.LEASE_LOST || e.kind() != ErrorKind.TRANSIENT) {
                throw e;
            }
            return writer.write(table, chunk, new BlockReader(block(table, values)));
        }
    }

    protected static Chunk chunk(MappedTable table, String id) {
        return new Chunk(table.name(), id, "everything", 1);
    }
}
