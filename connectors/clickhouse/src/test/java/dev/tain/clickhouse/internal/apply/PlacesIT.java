package dev.tain.clickhouse.internal.apply;

import static dev.tain.clickhouse.internal.apply.Sample.rows;
import static dev.tain.model.NetKind.DELETED;
import static dev.tain.model.NetKind.FULL;
import static dev.tain.model.NetKind.NEW;
import static dev.tain.model.NetKind.PARTIAL;
import static dev.tain.testkit.Rows.ABSENT;
import static dev.tain.testkit.Rows.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.MappedTable;
import dev.tain.model.Problem;
import dev.tain.testkit.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where rows are: ordered and partitioned by columns that are not the key, and by what they move between. */
class PlacesIT {
    private final DestinationDatabase database = new DestinationDatabase();
    private final Sample sample = new Sample(database, "places");

    private static final Map<String, String> BY_REGION = Map.of(MappedTable.ORDERING + 1, "region");

    private List<String> shown(String mark) {
        return sample.ask("SELECT id, region, " + mark + " FROM @t FINAL ORDER BY id, region");
    }

    @Test
    void aMarkedRowThatMovesIsThereOnce() {
        MappedTable table = sample.prepared("t", "gone", BY_REGION);
        sample.write(
                table,
                rows(table).add(NEW, 1L, "east", 1L).add(NEW, 2L, "east", 2L).add(NEW, 3L, null, 3L));
        sample.write(table, rows(table).add(FULL, 1L, "west", 1L).add(PARTIAL, 2L, "north", UNCHANGED));
        assertThat(shown("gone")).containsExactly("1|west|0", "2|north|0", "3|∅|0");
        Rows deletes = rows(table).add(DELETED, 1L, ABSENT, ABSENT).add(DELETED, 3L, ABSENT, ABSENT);
        sample.write(table, deletes);
        assertThat(shown("gone")).containsExactly("1|west|1", "2|north|0", "3|∅|1");
        sample.write(table, rows(table).add(NEW, 1L, "south", 9L));
        assertThat(shown("gone")).containsExactly("1|south|0", "2|north|0", "3|∅|1");
        sample.write(table, deletes);
        assertThat(shown("gone")).containsExactly("1|south|0", "2|north|0", "3|∅|1");
    }

    @Test
    void aMarkedRowWhoseKeyIsTakenByAnotherIsGone() {
        MappedTable table = sample.prepared("t", "gone", BY_REGION);
        sample.write(table, rows(table).add(NEW, 1L, "east", 1L).add(NEW, 2L, "west", 2L));
        sample.write(table, rows(table).add(DELETED, 2L, ABSENT, ABSENT));
        sample.write(
                table,
                rows(table)
                        .add(DELETED, 1L, ABSENT, ABSENT)
                        .addMoved(new Object[] {1L, ABSENT, ABSENT}, 2L, "north", UNCHANGED));
        assertThat(shown("gone, n")).containsExactly("1|east|1|1", "2|north|0|1");
    }

    @Test
    void everyPlaceThatAKeyHasIsEmptiedByItsDeletion() {
        MappedTable table = sample.prepared("t", "", BY_REGION);
        // an insert and a move that came together before a crash, and come in batches of their own after it
        Rows insert = rows(table).add(NEW, 1L, "east", 1L);
        Rows together = rows(table).add(NEW, 1L, "west", 1L);
        sample.write(table, together);
        sample.write(table, insert);
        sample.write(table, rows(table).add(DELETED, 1L, ABSENT, ABSENT));
        assertThat(shown("n")).isEmpty();
    }

    @Test
    void aColumnOfTheOrderKeepsItsNull() {
        MappedTable table = sample.prepared("t", "", BY_REGION);
        sample.write(table, rows(table).add(NEW, 1L, null, 1L).add(NEW, 2L, "", 1L));
        assertThat(shown("isNull(region)")).containsExactly("1|∅|1", "2||0");
        sample.write(table, rows(table).add(DELETED, 1L, ABSENT, ABSENT));
        assertThat(shown("n")).containsExactly("2||1");
    }

    /** Also for those who read each partition by itself, and after the engine has tidied up. */
    @Test
    void aRowThatMovesToAnotherPartitionLeavesNoneBehind() {
        MappedTable table = sample.prepared(
                "t",
                "",
                Map.of("partition_by_expr", "intDiv(ifNull(n, 0), 100)", MappedTable.PARTITIONING + 1, "region"));
        assertThat(sample.ask("SELECT partition_key, sorting_key FROM system.tables WHERE database = '"
                        + database.name() + "' AND name = 't'"))
                .containsExactly("(intDiv(ifNull(n, 0), 100))|id, n");
        sample.write(
                table, rows(table).add(NEW, 1L, "a", 1L).add(NEW, 2L, "b", 250L).add(NEW, 3L, "c", 350L));
        sample.write(table, rows(table).add(FULL, 1L, "a", 150L).add(DELETED, 2L, ABSENT, ABSENT));
        assertThat(sample.ask("SELECT * FROM (SELECT id, n FROM @t FINAL"
                        + " SETTINGS do_not_merge_across_partitions_select_final = 1) ORDER BY id"))
                .containsExactly("1|150", "3|350");
        assertThat(sample.ask("SELECT id, n FROM @t FINAL ORDER BY id")).containsExactly("1|150", "3|350");
        database.server().execute("OPTIMIZE TABLE " + database.name() + ".t FINAL");
        assertThat(sample.ask("SELECT id, n FROM @t WHERE _peerdb_is_deleted = 0 ORDER BY id, n"))
                .containsExactly("1|150", "3|350");
    }

    @Test
    void columnsMayMakeThePartitions() {
        MappedTable table = sample.prepared("t", "gone", Map.of(MappedTable.PARTITIONING + 1, "region"));
        sample.write(table, rows(table).add(NEW, 1L, "a", 1L).add(NEW, 2L, null, 2L));
        sample.write(table, rows(table).add(FULL, 1L, "b", 1L));
        assertThat(shown("gone")).containsExactly("1|b|0", "2|∅|0");
        assertThat(sample.ask("SELECT uniqExact(partition_id) FROM system.parts WHERE active AND database = '"
                        + database.name() + "' AND table = 't'"))
                .containsExactly("3");
    }

    @Test
    void whatTheServerDoesNotTakeIsSaidBeforehand() {
        assertSaid("partition_by_expr", "toYYYYMM(no_such)", "no_such");
        assertSaid("partition_by_expr", "rand()", "deterministic");
        assertSaid("partition_by_expr", "id) ORDER BY tuple() --", "closed that was not opened");
        assertSaid("partition_by_expr", "concat(region, 'x", "a quote is not closed");
        assertSaid(MappedTable.ORDERING + 1, "no_such", "no_such");
        assertThat(database.destination()
                        .check(List.of(sample.table("t", "", Map.of("partition_by_expr", "id % 7"))), true))
                .isEmpty();
        assertThat(sample.ask("SELECT count() FROM system.tables WHERE database = '" + database.name() + "'"))
                .containsExactly("0");
    }

    private void assertSaid(String option, String text, String expected) {
        assertThat(database.destination().check(List.of(sample.table("t", "", Map.of(option, text))), true))
                .singleElement()
                .extracting(Problem::sentence)
                .asString()
                .contains(expected);
    }

    @Test
    void aTableOfTheUsersOwnMustBeAbleToHideWhatMovedAway() {
        database.server()
                .execute("CREATE TABLE " + database.name() + ".t (id Int64, region String, n Int64, gone UInt8,"
                        + " _peerdb_version UInt64) ENGINE = ReplacingMergeTree(_peerdb_version)"
                        + " ORDER BY (region, id)");
        MappedTable table = sample.table("t", "gone", Map.of());
        assertThat(database.destination().check(List.of(table), true))
                .singleElement()
                .extracting(Problem::remedy)
                .asString()
                .contains("_tain_moved");
    }
}
