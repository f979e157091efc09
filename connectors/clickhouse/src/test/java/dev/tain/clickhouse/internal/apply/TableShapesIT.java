package dev.tain.clickhouse.internal.apply;

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
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables of other shapes than the usual one: made by the user, sorted otherwise, with another engine. */
class TableShapesIT {
    private static final String MIRROR = "shapes";

    private final DestinationDatabase database = new DestinationDatabase();

    private MappedTable table(Map<String, String> options) {
        List<Column> columns = List.of(
                new Column("id", "bigint", false, 1, Encoding.BINARY, null),
                new Column("region", "text", true, 0, Encoding.BINARY, null),
                new Column("at", "timestamp without time zone", true, 0, Encoding.BINARY, null));
        return new MappedTable(
                new TableSchema(new TableName("public", "t"), columns),
                new TableSchema(new TableName(database.name(), "t"), columns),
                List.of(),
                "",
                "",
                options);
    }

    private static Rows rows(MappedTable table) {
        return new Rows(table.source());
    }

    private void write(MappedTable table, Rows rows) {
        write(table, rows, new KnownRows(table.source()));
    }

    private void write(MappedTable table, Rows rows, KnownRows source) {
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            applier.apply(table, rows.net(), false, source);
            applier.commit(Rows.end());
        }
    }

    private List<String> shown(String what) {
        return database.server()
                .rows("SELECT " + what + " FROM " + database.name()
                        + ".t FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id, region");
    }

    @Test
    void aRowThatMovesInTheSortingOrderIsThereOnce() {
        MappedTable table = table(Map.of(MappedTable.ORDERING + 1, "region"));
        database.destination().prepare(MIRROR, List.of(table));
        Rows first = rows(table)
                .add(NEW, 1L, "east", null)
                .add(NEW, 2L, "east", null)
                .add(NEW, 3L, "west", null);
        Rows second = rows(table).add(FULL, 1L, "west", null).add(PARTIAL, 2L, "north", UNCHANGED);
        Rows third = rows(table).add(DELETED, 1L, ABSENT, ABSENT).add(FULL, 3L, "west", 7L);
        write(table, first);
        write(table, second);
        assertThat(shown("id, region")).containsExactly("1|west", "2|north", "3|west");
        write(table, third);
        assertThat(shown("id, region")).containsExactly("2|north", "3|west");
        List.of(first, second, third).forEach(again -> write(table, again));
        assertThat(shown("id, region")).containsExactly("2|north", "3|west");
        assertThat(database.server()
                        .value("SELECT sorting_key FROM system.tables WHERE database = '" + database.name()
                                + "' AND name = 't'"))
                .isEqualTo("region, id");
    }

    @Test
    void aTableOfTheUsersOwnTakesWhatItsTypesHold() {
        database.server()
                .execute("CREATE TABLE " + database.name() + ".t (extra String DEFAULT 'mine', at DateTime64(3),"
                        + " region LowCardinality(String), id Int128, _peerdb_is_deleted UInt8, _peerdb_version UInt64)"
                        + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id");
        MappedTable table = table(Map.of());
        assertThat(database.destination().check(List.of(table), true)).isEmpty();
        database.destination().prepare(MIRROR, List.of(table));
        write(table, rows(table).add(NEW, 1L, "east", 1_234_567L).add(NEW, 2L, null, null));
        write(table, rows(table).add(PARTIAL, 1L, "west", UNCHANGED));
        assertThat(shown("id, region, toTimeZone(at, 'UTC'), extra"))
                .containsExactly("1|west|2000-01-01 00:00:01.234|mine", "2||1970-01-01 00:00:00.000|mine");
    }

    @Test
    void everyDifferenceOfATableIsNamed() {
        database.server()
                .execute(
                        "CREATE TABLE " + database.name() + ".t (id UUID, region String ALIAS 'x', at Date)"
                                + " ENGINE = MergeTree ORDER BY id",
                        "INSERT INTO " + database.name() + ".t (id, at) VALUES (generateUUIDv4(), '2026-01-01')");
        assertThat(database.destination().check(List.of(table(Map.of())), true))
                .extracting(Problem::sentence)
                .anyMatch(text -> text.contains("column id of type bigint does not fit UUID"))
                .anyMatch(text -> text.contains("column region") && text.contains("ALIAS"))
                .anyMatch(text -> text.contains("does not fit Date"))
                .anyMatch(text -> text.contains("no column _peerdb_version"))
                .anyMatch(text -> text.contains("no column _peerdb_is_deleted"))
                .anyMatch(text -> text.contains("exists and is not empty"))
                .hasSize(6);
    }

    /** As after a crash between the rows and the position: the stream brings the changes again, in other batches. */
    @Test
    void aTableThatKeepsAllRowsTakesAChangeOnceWhereverBatchesEnd() {
        MappedTable table = table(Map.of("engine", "CH_ENGINE_MERGE_TREE"));
        database.destination().prepare(MIRROR, List.of(table));
        write(table, rows(table).add(NEW, 1L, "committed", null));
        Position begin = Rows.end();
        Rows first = rows(table).add(NEW, 2L, "east", null);
        Rows both = rows(table).add(NEW, 2L, "east", null).add(NEW, 3L, "west", null);
        write(table, both);
        forgetPositionsAfter(begin);
        write(table, first);
        forgetPositionsAfter(begin);
        write(table, both);
        assertThat(database.server().rows("SELECT id, region FROM " + database.name() + ".t ORDER BY id"))
                .containsExactly("1|committed", "2|east", "3|west");
    }

    /** What a transaction moved into a place must not be taken for what it moved away from there. */
    @Test
    void rowsThatTakeEachOthersPlacesKeepTheirValuesWhenTheyComeAgain() {
        MappedTable table = table(Map.of());
        database.destination().prepare(MIRROR, List.of(table));
        write(table, rows(table).add(NEW, 1L, "first", null).add(NEW, 2L, "second", null));
        Position begin = committed();
        Rows moved = rows(table)
                .together()
                .addMoved(new Object[] {1L, ABSENT, ABSENT}, 2L, UNCHANGED, null)
                .addMoved(new Object[] {2L, ABSENT, ABSENT}, 1L, UNCHANGED, null);
        KnownRows source =
                new KnownRows(table.source()).with("1", 1L, "second", null).with("2", 2L, "first", null);
        for (int attempt = 0; attempt < 2; attempt++) {
            write(table, moved, source);
            assertThat(shown("id, region")).containsExactly("1|second", "2|first");
            forgetPositionsAfter(begin);
        }
    }

    /** Its version is that of its last change: what came to its first place before that is not what it was. */
    @Test
    void aRowThatMovedTwiceIsNotTakenForWhatFollowedItToItsFirstPlace() {
        MappedTable table = table(Map.of());
        database.destination().prepare(MIRROR, List.of(table));
        write(table, rows(table).add(NEW, 1L, "first", null).add(NEW, 2L, "second", null));
        Position begin = committed();
        Object[] one = {1L, ABSENT, ABSENT};
        write(
                table,
                rows(table)
                        .addMoved(one, 11L, UNCHANGED, null)
                        .add(FULL, 1L, "second", null)
                        .add(DELETED, 2L, "", null),
                new KnownRows(table.source()));
        forgetPositionsAfter(begin);
        write(
                table,
                rows(table)
                        .add(FULL, 1L, "second", null)
                        .add(DELETED, 2L, "", null)
                        .add(DELETED, 11L, "", null)
                        .addMoved(one, 12L, UNCHANGED, null),
                new KnownRows(table.source()).with("12", 12L, "first", null));
        assertThat(shown("id, region")).containsExactly("1|second", "12|first");
    }

    private Position committed() {
        Position end = Rows.end();
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            applier.commit(end);
        }
        return end;
    }

    private void forgetPositionsAfter(Position position) {
        database.server()
                .execute("DELETE FROM " + database.name() + "._tain_mirrors WHERE kind = 'position' AND place > "
                        + position.order());
    }

    @Test
    void emptyingAgainTakesNothingThatCameSince() {
        MappedTable table = table(Map.of());
        database.destination().prepare(MIRROR, List.of(table));
        Rows before = rows(table).add(NEW, 1L, "old", null);
        Rows emptied = rows(table).truncate().add(NEW, 2L, "new", null);
        Rows after = rows(table).add(NEW, 3L, "later", null);
        List.of(before, emptied, after).forEach(change -> write(table, change));
        List.of(before, emptied).forEach(again -> write(table, again));
        assertThat(shown("id, region")).containsExactly("2|new", "3|later");
    }
}
