package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.ChangeStream.Reading;
import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.ChangeBatch;
import dev.tain.model.Column;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of a source's contract that is about streams. */
public abstract class SourceStreamContract extends SourceContract {

    @Test
    void changesComeInOrder() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        execute("insert into t values (1, 'a')", "insert into t values (2, null)");
        execute("update t set name = 'b' where id = 1", "delete from t where id = 2");
        ChangeBatch batch = drain(stream(spec, null));
        assertThat(RowTexts.of(batch, t)).containsExactly("INSERT 1|a", "INSERT 2|∅", "UPDATE 1|b", "DELETE 2|?");
        assertThat(batch.transactions()).isGreaterThanOrEqualTo(4);
        assertThat(batch.isOpen()).isFalse();
    }

    @Test
    void aRowsPlaceIsItsCommitAndItsNumberWithinTheTransaction() {
        TableName t = makeTable("t");
        TableName u = makeTable("u");
        StreamSpec spec = publish(t, u);
        transaction("insert into t values (1, 'a')", "insert into u values (1, 'a')", "insert into t values (2, 'b')");
        execute("insert into t values (3, 'c')");
        ChangeBatch batch = drain(stream(spec, null));
        RowBuffer rows = Objects.requireNonNull(batch.find(t));
        RowBuffer others = Objects.requireNonNull(batch.find(u));
        assertThat(rows.commit(1)).isEqualTo(rows.commit(0)).isEqualTo(others.commit(0));
        assertThat(rows.commit(2)).isGreaterThan(rows.commit(1));
        assertThat(List.of(rows.sequence(0), others.sequence(0), rows.sequence(1), rows.sequence(2)))
                .containsExactly(0L, 1L, 2L, 0L);
        assertThat(batch.committed()).isNotNull();
        assertThat(batch.committed().order()).isGreaterThan(rows.commit(2));
    }

    @Test
    void aChangedKeyComesWithTheOldOne() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        execute(
                "insert into t values (1, 'a')",
                "update t set id = 2 where id = 1",
                "update t set id = 2 where id = 2");
        assertThat(RowTexts.of(drain(stream(spec, null)), t))
                .containsExactly("INSERT 1|a", "UPDATE 2|a <- 1|?", "UPDATE 2|a");
    }

    @Test
    void emptyingATableIsToldAndMakesEarlierRowsVoid() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        execute("insert into t values (1, 'a')", "truncate table t", "insert into t values (2, 'b')");
        RowBuffer rows = Objects.requireNonNull(drain(stream(spec, null)).find(t));
        assertThat(rows.isTruncated()).isTrue();
        assertThat(rows.firstRow()).isEqualTo(1);
        assertThat(RowTexts.of(rows)).containsExactly("INSERT 1|a", "INSERT 2|b");
    }

    @Test
    void aTransactionMayGoOnInTheNextBatchAndEndsItThere() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        transaction(IntStream.range(0, 10)
                .mapToObj(i -> "insert into t values (" + i + ", 'a')")
                .toArray(String[]::new));
        execute("insert into t values (10, 'b')");
        ChangeStream stream = stream(spec, null);
        ChangeBatch first = new ChangeBatch();
        readUntilFull(stream, first, 4);
        assertThat(first.changes()).isEqualTo(4);
        assertThat(first.isOpen()).isTrue();
        assertThat(first.committed()).isNull();
        ChangeBatch second = new ChangeBatch();
        readUntilFull(stream, second, 100);
        assertThat(second.changes()).isEqualTo(6);
        assertThat(second.isOpen()).isFalse();
        assertThat(second.transactions()).isEqualTo(1);
        assertThat(RowTexts.of(drain(stream), t)).containsExactly("INSERT 10|b");
    }

    @Test
    void aBatchThatIsFullEndsAtTheCommitWhenThatComesNext() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        execute("insert into t values (1, 'a')", "insert into t values (2, 'b')");
        ChangeStream stream = stream(spec, null);
        ChangeBatch batch = new ChangeBatch();
        readUntilFull(stream, batch, 1);
        assertThat(RowTexts.of(batch, t)).containsExactly("INSERT 1|a");
        assertThat(batch.isOpen()).isFalse();
        assertThat(batch.transactions()).isEqualTo(1);
    }

    private static void readUntilFull(ChangeStream stream, ChangeBatch batch, int maxRows) {
        Reading reading = stream.read(batch, maxRows, Integer.MAX_VALUE);
        while (reading != Reading.MORE) {
            assertThat(reading).isIn(Reading.IDLE, Reading.CAUGHT_UP);
            StreamDrain.await(stream);
            reading = stream.read(batch, Math.toIntExact(maxRows - batch.changes()), Integer.MAX_VALUE);
        }
    }

    @Test
    void tablesThatAreNotWatchedArePassedOver() {
        TableName t = makeTable("t");
        TableName u = makeTable("u");
        StreamSpec both = publish(t, u);
        ChangeStream stream = stream(both.withTables(List.of(new SourceTable(t, Set.of()))), null);
        transaction("insert into u values (1, 'a')", "insert into t values (1, 'a')");
        ChangeBatch first = drain(stream);
        assertThat(first.tables()).hasSize(1);
        assertThat(Objects.requireNonNull(first.find(t)).sequence(0)).isEqualTo(1);
        stream.watch(both.tables());
        execute("insert into u values (2, 'b')", "insert into t values (2, 'b')");
        ChangeBatch second = drain(stream);
        assertThat(RowTexts.of(second, u)).containsExactly("INSERT 2|b");
        assertThat(RowTexts.of(second, t)).containsExactly("INSERT 2|b");
    }

    @Test
    void excludedColumnsAreNotCarried() {
        execute("create table t (id bigint primary key, secret text, name text)");
        TableName t = new TableName(schema(), "t");
        StreamSpec spec = publish(t).withTables(List.of(new SourceTable(t, Set.of("secret"))));
        execute(
                "insert into t values (1, 'x', 'a')",
                "update t set name = 'b'",
                "update t set id = 2",
                "delete from t");
        ChangeBatch batch = drain(stream(spec, null));
        assertThat(RowTexts.of(batch, t))
                .containsExactly("INSERT 1|a", "UPDATE 1|b", "UPDATE 2|b <- 1|?", "DELETE 2|?");
        assertThat(Objects.requireNonNull(batch.find(t)).schema())
                .isEqualTo(describe(t).carried(Set.of("secret")));
    }

    @Test
    void theSchemaOfTheRowsIsThatOfTheDescription() {
        execute("create table t (b bigint not null, name text not null, a bigint not null, primary key (a, b))");
        TableName t = new TableName(schema(), "t");
        StreamSpec spec = publish(t);
        execute("insert into t values (1, 'a', 2)");
        RowBuffer rows = Objects.requireNonNull(drain(stream(spec, null)).find(t));
        assertThat(rows.schema()).isEqualTo(describe(t).carried(Set.of()));
        assertThat(rows.schema().keyIndexes()).containsExactly(2, 0);
    }

    @Test
    void otherColumnsBeginANewBatch() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        ChangeStream stream = stream(spec, null);
        execute("insert into t values (1, 'a')", "alter table t add column more text");
        execute(
                "insert into t values (2, 'b', 'c')",
                "alter table t drop column name",
                "insert into t values (3, 'd')");
        List<ChangeBatch> batches = StreamDrain.batchesUntil(stream, source().heartbeat());
        assertThat(batches.stream().map(batch -> RowTexts.of(batch, t)))
                .containsExactly(List.of("INSERT 1|a"), List.of("INSERT 2|b|c"), List.of("INSERT 3|d"));
        assertThat(Objects.requireNonNull(batches.getLast().find(t)).schema().columns().stream()
                        .map(Column::name))
                .containsExactly("id", "more");
    }

    @Test
    void whatEndsAtTheStartPositionOrBeforeDoesNotComeAgain() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        execute("insert into t values (1, 'a')");
        Position first;
        try (ChangeStream stream = source().stream(spec, null)) {
            first = Objects.requireNonNull(StreamDrain.until(stream, batch -> batch.changes() == 1 && !batch.isOpen())
                    .committed());
        }
        execute("insert into t values (2, 'b')");
        assertThat(RowTexts.of(drain(stream(spec, first)), t)).containsExactly("INSERT 2|b");
    }

    @Test
    void whatWasNotConfirmedComesAgain() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        execute("insert into t values (1, 'a')", "insert into t values (2, 'b')");
        try (ChangeStream stream = source().stream(spec, null)) {
            Position first = Objects.requireNonNull(
                    StreamDrain.until(stream, batch -> batch.changes() >= 1).committed());
            assertThat(first).isNotNull();
        }
        assertThat(RowTexts.of(drain(stream(spec, null)), t)).containsExactly("INSERT 1|a", "INSERT 2|b");
    }

    @Test
    void whatWasConfirmedDoesNotComeAgain() {
        TableName t = makeTable("t");
        StreamSpec spec = publish(t);
        execute("insert into t values (1, 'a')");
        try (ChangeStream stream = source().stream(spec, null)) {
            stream.confirm(Objects.requireNonNull(drain(stream).committed()));
        }
        execute("insert into t values (2, 'b')");
        assertThat(RowTexts.of(drain(stream(spec, null)), t)).containsExactly("INSERT 2|b");
    }

    @Test
    void aHeartbeatIsATransactionWithoutChanges() {
        TableName t = makeTable("t");
        ChangeStream stream = stream(publish(t), null);
        Position before = source().position();
        Position heartbeat = source().heartbeat();
        ChangeBatch batch = StreamDrain.until(stream, heartbeat);
        assertThat(batch.changes()).isZero();
        assertThat(batch.tables()).isEmpty();
        assertThat(batch.transactions()).isPositive();
        assertThat(batch.isEmpty()).isFalse();
        assertThat(heartbeat.isBefore(before)).isFalse();
    }
}
