package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.RowKey;
import dev.tain.connector.Snapshot;
import dev.tain.connector.StreamSpec;
import dev.tain.model.ChangeBatch;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of a source's contract that is about snapshots, single rows, and what a mirror needs at its source. */
public abstract class SourceSnapshotContract extends SourceContract {
    private static final int ROWS = 3000;

    @Test
    void theStreamGoesOnExactlyWhereTheSnapshotEnds() {
        TableName t = makeTable("t");
        execute("insert into t values (1, 'a')");
        StreamSpec spec = spec(t);
        source().publish(spec, 1);
        Snapshot snapshot = opened(source().createStream(spec));
        execute("insert into t values (2, 'b')", "delete from t where id = 1");
        assertThat(snapshot.isAlive()).isTrue();
        assertThat(rows(t, 1000, snapshot.name())).containsExactly("INSERT 1|a");
        assertThat(RowTexts.of(drain(stream(spec, null)), t)).containsExactly("INSERT 2|b", "DELETE 1|?");
        assertThat(snapshot.position().isBefore(source().position())).isTrue();
    }

    @Test
    void whatANewerOwnerPublishedAnEarlierOneDoesNotChange() {
        TableName t = makeTable("t");
        TableName u = makeTable("u");
        source().publish(spec(t), 6);
        source().publish(spec(t, u), 7);
        assertCode(ErrorCode.LEASE_LOST, () -> source().publish(spec(t), 6));
        source().createStream(spec(t, u)).close();
        execute("insert into u values (1, 'a')");
        assertThat(RowTexts.of(drain(stream(spec(t, u), null)), u)).containsExactly("INSERT 1|a");
        source().publish(spec(t), 7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 1_000_000})
    void chunksHaveEveryRowOnce(long rowsPerChunk) {
        TableName t = makeTable("t");
        fill("t");
        List<Chunk> chunks = source().plan(t, rowsPerChunk);
        assertThat(chunks.stream().map(Chunk::id)).doesNotHaveDuplicates();
        assertThat(source().plan(t, rowsPerChunk)).isEqualTo(chunks);
        assertThat(rows(t, rowsPerChunk, null)).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyTableHasAChunkWithoutRows() {
        TableName t = makeTable("t");
        List<Chunk> chunks = source().plan(t, 100);
        assertThat(chunks).isNotEmpty();
        execute("insert into t values (1, 'a')");
        assertThat(read(chunks, describe(t), null)).containsExactly("INSERT 1|a");
    }

    @Test
    void aMissingTableCannotBeDivided() {
        assertCode(ErrorCode.TABLE_MISSING, () -> source().plan(new TableName(schema(), "missing"), 100));
    }

    @Test
    void onlyCarriedColumnsAreRead() {
        execute("create table t (id bigint primary key, secret text, name text)", "insert into t values (1, 'x', 'a')");
        TableName t = new TableName(schema(), "t");
        TableSchema carried = describe(t).carried(Set.of("secret"));
        assertThat(read(source().plan(t, 10), carried, null)).containsExactly("INSERT 1|a");
        assertThat(sorted(source().lookup(carried, List.of(key("1"))))).containsExactly("INSERT 1|a");
    }

    @Test
    void aClosedSnapshotIsLost() {
        TableName t = makeTable("t");
        Snapshot snapshot = source().snapshot();
        List<Chunk> chunks = source().plan(t, 10);
        assertThat(read(chunks, describe(t), snapshot.name())).isEmpty();
        snapshot.close();
        snapshot.close();
        assertThat(snapshot.isAlive()).isFalse();
        assertCode(ErrorCode.SNAPSHOT_LOST, () -> read(chunks, describe(t), snapshot.name()));
    }

    @Test
    void aReadMayEndInItsMiddle() {
        TableName t = makeTable("t");
        fill("t");
        for (Chunk chunk : source().plan(t, 1_000_000)) {
            ChunkReader reader = source().read(chunk, describe(t), null);
            assertThat(reader.next()).isNotNull();
            reader.close();
            reader.close();
        }
    }

    @Test
    void rowsAreLookedUpByKey() {
        execute(
                "create table t (b text, a bigint, name text, primary key (a, b))",
                "insert into t values ('x', 1, 'one'), ('it''s', 2, null), ('y', 2, 'three')");
        TableName t = new TableName(schema(), "t");
        List<RowKey> keys = List.of(key("1", "x"), key("2", "it's"), key("1", "x"), key("7", "no"));
        assertThat(sorted(source().lookup(describe(t), keys))).containsExactly("INSERT it's|2|∅", "INSERT x|1|one");
        assertThat(source().lookup(describe(t), List.of()).rows()).isZero();
    }

    @Test
    void manyRowsAreLookedUp() {
        TableName t = makeTable("t");
        fill("t");
        List<RowKey> keys = IntStream.range(0, 2 * ROWS)
                .mapToObj(i -> key(Integer.toString(i)))
                .toList();
        assertThat(source().lookup(describe(t), keys).rows()).isEqualTo(ROWS);
    }

    @Test
    void aPositionIsBehindEverythingVisible() {
        TableName t = makeTable("t");
        ChangeStream stream = stream(publish(t), null);
        execute("insert into t values (1, 'a')");
        long position = source().position().order();
        ChangeBatch batch = drain(stream);
        assertThat(Objects.requireNonNull(batch.find(t)).commit(0)).isLessThan(position);
    }

    @Test
    void nothingIsInTheWayOfAGoodMirror() {
        assertThat(source().check(spec(makeTable("t")), true)).isEmpty();
        assertThat(source().checkTables(spec(makeTable("u")))).isEmpty();
    }

    @Test
    void everythingInTheWayIsToldAtOnce() {
        execute("create table keyless (a bigint)");
        TableName keyless = new TableName(schema(), "keyless");
        TableName missing = new TableName(schema(), "missing");
        publish();
        List<Problem> problems = source().check(spec(keyless, missing), true);
        assertThat(problems)
                .extracting(Problem::code)
                .contains(ErrorCode.TABLE_WITHOUT_KEY, ErrorCode.TABLE_MISSING)
                .hasSizeGreaterThan(2);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.sentence()).endsWith(".");
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThat(source().check(spec(keyless), false)).isEmpty();
        assertThat(source().checkTables(spec(keyless, missing))).hasSize(2);
    }

    @Test
    void aStreamCanBeDroppedAtAnyTime() {
        StreamSpec spec = spec(makeTable("t"));
        source().drop(spec);
        assertThat(source().hasStream(spec)).isFalse();
        publish(makeTable("u"));
        assertThat(source().hasStream(spec)).isTrue();
        source().publish(spec, 1);
        source().createStream(spec).close();
        source().stream(spec, null).close();
        source().drop(spec);
        source().drop(spec);
        assertThat(source().hasStream(spec)).isFalse();
        assertThat(source().check(spec, true)).isEmpty();
    }

    private void fill(String table) {
        for (int first = 0; first < ROWS; first += 1000) {
            execute(IntStream.range(first, first + 1000)
                    .mapToObj(i -> "(" + i + ", 'name of " + i + "')")
                    .collect(java.util.stream.Collectors.joining(", ", "insert into " + table + " values ", "")));
        }
    }

    private List<String> rows(TableName table, long rowsPerChunk, @Nullable String snapshot) {
        return read(source().plan(table, rowsPerChunk), describe(table), snapshot);
    }

    private List<String> read(List<Chunk> chunks, TableSchema carried, @Nullable String snapshot) {
        List<String> rows = new ArrayList<>();
        for (Chunk chunk : chunks) {
            try (ChunkReader reader = source().read(chunk, carried, snapshot)) {
                for (RowBuffer block = reader.next(); block != null; block = reader.next()) {
                    rows.addAll(RowTexts.of(block));
                }
            }
        }
        return rows;
    }

    private static RowKey key(String... values) {
        return new RowKey(Stream.of(values).toList());
    }

    protected static void assertCode(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(TainException.class))
                .extracting(TainException::code)
                .isEqualTo(code);
    }
}
