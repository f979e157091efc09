package dev.tain.testkit;

import static dev.tain.model.NetKind.DELETED;
import static dev.tain.model.NetKind.FULL;
import static dev.tain.model.NetKind.NEW;
import static dev.tain.model.NetKind.PARTIAL;
import static dev.tain.testkit.Rows.ABSENT;
import static dev.tain.testkit.Rows.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.Lsn;
import dev.tain.model.NetKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of each kind of change, alone and with others. */
public abstract class DestinationApplyContract extends DestinationContract {

    @Test
    void writesNewRows() {
        assertThat(contents(filled("plain"))).containsExactly("1|one|first", "2|two|second", "3|three|∅");
    }

    @Test
    void writesWholeRowsWhetherTheyAreThereOrNot() {
        MappedTable table = filled("plain");
        stream(table, rows(table).add(FULL, 2L, null, "changed").add(FULL, 4L, "four", ""));
        assertThat(contents(table)).containsExactly("1|one|first", "2|∅|changed", "3|three|∅", "4|four|");
    }

    @Test
    void leavesUnchangedValuesAsTheyAre() {
        MappedTable table = filled("plain");
        stream(
                table,
                rows(table)
                        .add(PARTIAL, 1L, "uno", UNCHANGED)
                        .add(PARTIAL, 2L, UNCHANGED, "zwei")
                        .add(PARTIAL, 3L, UNCHANGED, UNCHANGED));
        assertThat(contents(table)).containsExactly("1|uno|first", "2|two|zwei", "3|three|∅");
    }

    @Test
    void readsIncompleteRowsThatAreMissingAtTheSource() {
        MappedTable table = filled("plain");
        KnownRows source = new KnownRows(table.source()).with("7", 7L, "seven", "whole");
        apply(
                table,
                rows(table)
                        .add(PARTIAL, 1L, "uno", UNCHANGED)
                        .add(PARTIAL, 7L, "old", UNCHANGED)
                        .add(PARTIAL, 8L, "gone", UNCHANGED)
                        .net(),
                false,
                source);
        assertThat(contents(table)).containsExactly("1|uno|first", "2|two|second", "3|three|∅", "7|seven|whole");
        assertThat(source.asked()).containsExactlyInAnyOrder("7", "8");
    }

    @Test
    void takesWhatAMovedRowLacksFromWhereItWas() {
        MappedTable table = filled("plain");
        KnownRows source = new KnownRows(table.source());
        apply(
                table,
                rows(table)
                        .add(DELETED, 1L, ABSENT, ABSENT)
                        .addMoved(row(1L, ABSENT, ABSENT), 11L, "moved", UNCHANGED)
                        .net(),
                false,
                source);
        assertThat(contents(table)).containsExactly("2|two|second", "3|three|∅", "11|moved|first");
        assertThat(source.asked()).isEmpty();
    }

    @Test
    void movesRowsThatTakeEachOthersPlaces() {
        MappedTable table = filled("plain");
        stream(
                table,
                rows(table)
                        .addMoved(row(1L, ABSENT, ABSENT), 2L, "was one", UNCHANGED)
                        .addMoved(row(2L, ABSENT, ABSENT), 1L, "was two", UNCHANGED));
        assertThat(contents(table)).containsExactly("1|was two|second", "2|was one|first", "3|three|∅");
    }

    @Test
    void readsMovedRowsThatAreMissingAtTheSource() {
        MappedTable table = filled("plain");
        KnownRows source = new KnownRows(table.source()).with("12", 12L, "twelve", "whole");
        apply(
                table,
                rows(table)
                        .add(DELETED, 9L, ABSENT, ABSENT)
                        .addMoved(row(9L, ABSENT, ABSENT), 12L, "moved", UNCHANGED)
                        .addMoved(row(8L, ABSENT, ABSENT), 13L, "gone", UNCHANGED)
                        .net(),
                false,
                source);
        assertThat(contents(table)).containsExactly("1|one|first", "2|two|second", "3|three|∅", "12|twelve|whole");
    }

    /** The row under the old key can be another one by now. */
    @Test
    void readsEveryMovedRowAtTheSourceInAReplay() {
        MappedTable table = filled("plain");
        KnownRows source = new KnownRows(table.source()).with("12", 12L, "twelve", "right");
        apply(
                table,
                rows(table)
                        .addMoved(row(1L, ABSENT, ABSENT), 12L, "moved", UNCHANGED)
                        .net(),
                true,
                source);
        assertThat(contents(table)).containsExactly("1|one|first", "2|two|second", "3|three|∅", "12|twelve|right");
    }

    @Test
    void removesDeletedRowsAndPassesOverAbsentOnes() {
        MappedTable table = filled("plain");
        stream(table, rows(table).add(DELETED, 2L, ABSENT, ABSENT).add(DELETED, 9L, ABSENT, ABSENT));
        assertThat(contents(table)).containsExactly("1|one|first", "3|three|∅");
    }

    @Test
    void writesAllKindsTogether() {
        MappedTable table = filled("plain");
        Rows mixed = rows(table)
                .add(PARTIAL, 1L, "uno", UNCHANGED)
                .add(DELETED, 2L, ABSENT, ABSENT)
                .add(NetKind.VOID, 77L, "void", "void")
                .addMoved(row(2L, ABSENT, ABSENT), 22L, "moved", UNCHANGED)
                .add(FULL, 3L, "drei", "third")
                .add(NEW, 5L, "five", null);
        stream(table, mixed);
        assertThat(contents(table)).containsExactly("1|uno|first", "3|drei|third", "5|five|∅", "22|moved|second");
    }

    @Test
    void writesNewRowsThatAreThereAlready() {
        MappedTable table = filled("plain");
        stream(table, rows(table).add(NEW, 2L, "again", null).add(NEW, 6L, "six", null));
        replay(table, rows(table).add(NEW, 3L, "again", null).add(NEW, 7L, "seven", null));
        assertThat(contents(table)).containsExactly("1|one|first", "2|again|∅", "3|again|∅", "6|six|∅", "7|seven|∅");
    }

    @Test
    void comesToTheSameWhenReplayed() {
        MappedTable table = filled("plain");
        List<Rows> changes = List.of(
                rows(table).add(NEW, 5L, "five", "fifth").add(DELETED, 1L, ABSENT, ABSENT),
                rows(table).add(PARTIAL, 5L, "cinq", UNCHANGED).add(FULL, 2L, "deux", null),
                rows(table).add(DELETED, 2L, ABSENT, ABSENT).add(NEW, 1L, "back", null));
        changes.forEach(change -> stream(table, change));
        List<String> once = contents(table);
        changes.forEach(change -> replay(table, change));
        assertThat(contents(table)).isEqualTo(once).containsExactly("1|back|∅", "3|three|∅", "5|cinq|fifth");
    }

    @Test
    void emptiesTheTableBeforeTheRowsThatCount() {
        MappedTable table = filled("plain");
        stream(
                table,
                rows(table)
                        .add(NEW, 8L, "void", null)
                        .truncate()
                        .add(NEW, 2L, "new", null)
                        .add(NEW, 9L, "nine", null));
        assertThat(contents(table)).containsExactly("2|new|∅", "9|nine|∅");
        stream(table, rows(table).truncate());
        assertThat(contents(table)).isEmpty();
    }

    @Test
    void writesManyRowsOfEveryKind() {
        MappedTable table = prepared(table("plain"));
        long count = 5_000;
        Rows inserts = rows(table);
        Rows changes = rows(table);
        List<String> expected = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long scattered = (i + 1) * 31 % count;
            inserts.add(NEW, scattered, "n" + scattered, "note");
        }
        for (long i = 0; i < count; i++) {
            switch ((int) (i % 5)) {
                case 0 -> changes.add(DELETED, i, ABSENT, ABSENT);
                case 1 -> {
                    changes.add(PARTIAL, i, "partial", UNCHANGED);
                    expected.add(i + "|partial|note");
                }
                case 2 -> {
                    changes.add(PARTIAL, i, UNCHANGED, "patched");
                    expected.add(i + "|n" + i + "|patched");
                }
                case 3 -> {
                    changes.add(FULL, i, "full", null);
                    expected.add(i + "|full|∅");
                }
                default -> {
                    changes.add(NEW, i + count, "new", null);
                    expected.add(i + "|n" + i + "|note");
                    added.add(i + count + "|new|∅");
                }
            }
        }
        stream(table, inserts);
        stream(table, changes);
        expected.addAll(added);
        assertThat(contents(table)).isEqualTo(expected);
    }

    @Test
    void writesSmallBatchesOneAfterTheOther() {
        MappedTable one = filled("plain");
        MappedTable other = filled("other");
        try (Applier applier = destination().applier(MIRROR, 1)) {
            for (int i = 1; i <= 50; i++) {
                applier.apply(
                        one, rows(one).add(PARTIAL, 1L, "i" + i, UNCHANGED).net(), false, nowhere(one));
                applier.apply(other, rows(other).add(FULL, 2L, "i" + i, "x").net(), false, nowhere(other));
                if (i % 3 == 0) {
                    applier.apply(one, rows(one).add(NEW, 100L + i, "new", null).net(), false, nowhere(one));
                    applier.commit(new Lsn(1_000 + i));
                }
            }
            applier.commit(new Lsn(2_000));
        }
        assertThat(contents(one)).hasSize(3 + 16).startsWith("1|i50|first").endsWith("148|new|∅");
        assertThat(contents(other)).contains("2|i50|x");
    }

    @Test
    void followsATableThatGetsAColumn() {
        MappedTable before = filled("plain");
        MappedTable after = prepared(withColumn(before, "extra"));
        try (Applier applier = destination().applier(MIRROR, 1)) {
            applier.apply(before, rows(before).add(FULL, 1L, "old", null).net(), false, nowhere(before));
            applier.apply(after, rows(after).add(FULL, 2L, "new", null, "more").net(), false, nowhere(after));
            applier.commit(new Lsn(100));
        }
        assertThat(contents(after)).containsExactly("1|old|∅|∅", "2|new|∅|more", "3|three|∅|∅");
    }

    private MappedTable withColumn(MappedTable table, String name) {
        List<Column> columns = new ArrayList<>(table.source().columns());
        columns.add(new Column(name, "text", true, 0, Encoding.BINARY, null));
        return mapped(table.name().name(), columns, "", "");
    }

    // ---- soft deletion

    @Test
    void marksDeletedRowsInsteadOfRemovingThem() {
        MappedTable table = prepared(table("soft", "_deleted", ""));
        stream(table, threeRows(table));
        stream(table, rows(table).add(DELETED, 2L, ABSENT, ABSENT).add(DELETED, 9L, ABSENT, ABSENT));
        assertThat(contents(table)).contains("2|two|second");
        assertThat(deletedContents(table)).containsExactly("2|two|second", "9|∅|∅");
    }

    @Test
    void bringsAMarkedRowBack() {
        MappedTable table = prepared(table("soft", "_deleted", "_synced"));
        stream(table, threeRows(table));
        stream(table, rows(table).add(DELETED, 2L, ABSENT, ABSENT).add(DELETED, 3L, ABSENT, ABSENT));
        stream(table, rows(table).add(NEW, 2L, "back", null));
        assertThat(deletedContents(table)).containsExactly("3|three|∅");
        assertThat(contents(table)).containsExactly("1|one|first", "2|back|∅", "3|three|∅");
    }

    @Test
    void marksAllRowsWhenTheSourceIsEmptied() {
        MappedTable table = prepared(table("soft", "_deleted", ""));
        stream(table, threeRows(table));
        stream(table, rows(table).truncate().add(NEW, 3L, "new", null));
        assertThat(deletedContents(table)).containsExactly("1|one|first", "2|two|second");
    }
}
