package dev.tain.clickhouse.internal.apply;

import static dev.tain.clickhouse.internal.apply.Sample.point;
import static dev.tain.clickhouse.internal.apply.Sample.rows;
import static dev.tain.model.NetKind.DELETED;
import static dev.tain.model.NetKind.FULL;
import static dev.tain.model.NetKind.NEW;
import static dev.tain.model.NetKind.PARTIAL;
import static dev.tain.testkit.Rows.ABSENT;
import static dev.tain.testkit.Rows.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint;
import dev.tain.connector.ReadPoint.TablePoint;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.TableSchema;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The views for readers, and the points at which tables can be read together. */
class ViewsIT {
    private static final Map<String, String> BOTH =
            Map.of(MappedTable.CURRENT_VIEW, "true", MappedTable.AS_OF_VIEW, "true");

    private final DestinationDatabase database = new DestinationDatabase();
    private final Sample sample = new Sample(database, "views");

    /** Writes and says that the table is complete; returns the version. */
    private String complete(MappedTable table, Rows rows) {
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.apply(table, rows.net(), false, new KnownRows(table.source()));
            Position end = Rows.end();
            applier.commit(point(end, table));
            return Long.toUnsignedString(end.order());
        }
    }

    private List<String> asOf(String version) {
        return sample.ask("SELECT * FROM @t_as_of(version = " + version + ") ORDER BY id");
    }

    private List<String> views() {
        return sample.ask("SELECT name FROM system.tables WHERE engine = 'View' AND database = '" + database.name()
                + "' ORDER BY name");
    }

    @Test
    void showTheRowsWithoutWhatIsOurs() {
        MappedTable table = sample.prepared("t", "gone", BOTH);
        complete(table, rows(table).add(NEW, 1L, "a", 1L).add(NEW, 2L, null, 2L));
        String version = complete(table, rows(table).add(FULL, 1L, "b", 1L).add(DELETED, 2L, ABSENT, ABSENT));
        assertThat(sample.ask("SELECT * FROM @t_current ORDER BY id")).containsExactly("1|b|1");
        assertThat(asOf(version)).containsExactly("1|b|1");
    }

    @Test
    void followColumnsThatAreAdded() {
        MappedTable table = sample.prepared("t", "", BOTH);
        complete(table, rows(table).add(NEW, 1L, "a", 1L));
        List<Column> more = new ArrayList<>(table.source().columns());
        more.add(new Column("extra", "text", true, 0, Encoding.BINARY, null));
        MappedTable wider = table.following(new TableSchema(table.name(), more));
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.extend(wider);
            applier.apply(wider, rows(wider).add(NEW, 2L, "b", 2L, "x").net(), false, new KnownRows(wider.source()));
            applier.commit(Rows.end());
        }
        assertThat(sample.ask("SELECT * FROM @t_current ORDER BY id")).containsExactly("1|a|1|∅", "2|b|2|x");
    }

    @Test
    void areMadeAndDroppedOnAWordAndOtherwiseLeft() {
        MappedTable silent = sample.prepared("t", "", Map.of());
        assertThat(views()).containsExactly("_tain_read_points");
        MappedTable asked = sample.prepared("t", "", BOTH);
        assertThat(views()).containsExactly("_tain_read_points", "t_as_of", "t_current");
        sample.write(asked, rows(asked).add(NEW, 1L, "a", 1L));
        database.destination().prepare(sample.mirror(), List.of(silent));
        database.destination().drop(sample.mirror(), 1);
        assertThat(views()).contains("t_as_of", "t_current");
        assertThat(sample.ask("SELECT id FROM @t_current")).containsExactly("1");
        assertThatThrownBy(() -> asOf("1")).hasMessageContaining("not complete at this read point");
        sample.prepared("t", "", Map.of(MappedTable.CURRENT_VIEW, "false"));
        assertThat(views()).containsExactly("_tain_read_points", "t_as_of");
    }

    @Test
    void takeNobodysName() {
        database.server().execute("CREATE TABLE " + database.name() + ".t_current (a UInt8) ENGINE = Memory");
        MappedTable table = sample.table("t", "", BOTH);
        MappedTable other = sample.table("t_as_of", "", Map.of());
        assertThat(database.destination().check(List.of(table, other), true))
                .extracting(Problem::subject)
                .containsExactly(database.name() + ".t_current", database.name() + ".t_as_of");
    }

    @Test
    void aReadPointShowsWhatWasUntilAMergeHasThrownItAway() {
        MappedTable table = sample.prepared("t", "", BOTH);
        database.server().execute("SYSTEM STOP MERGES " + database.name() + ".t");
        String first = complete(table, rows(table).add(NEW, 1L, "a", 1L).add(NEW, 2L, "a", 2L));
        String second = complete(
                table,
                rows(table)
                        .add(FULL, 1L, "b", 1L)
                        .add(DELETED, 2L, ABSENT, ABSENT)
                        .add(NEW, 3L, "c", 3L));
        assertThat(asOf(first)).containsExactly("1|a|1", "2|a|2");
        assertThat(asOf(second)).containsExactly("1|b|1", "3|c|3");
        database.server()
                .execute(
                        "SYSTEM START MERGES " + database.name() + ".t",
                        "OPTIMIZE TABLE " + database.name() + ".t FINAL");
        assertThatThrownBy(() -> asOf(first)).hasMessageContaining("this read point is gone");
        assertThat(asOf(second)).containsExactly("1|b|1", "3|c|3");
    }

    @Test
    void aReadPointIsGoneOnceRowsAreTakenOut() {
        MappedTable table = sample.prepared("t", "", BOTH);
        String first = complete(table, rows(table).add(NEW, 1L, "a", 1L));
        String second = complete(table, rows(table).truncate().add(NEW, 2L, "b", 2L));
        assertThatThrownBy(() -> asOf(first)).hasMessageContaining("not complete at this read point");
        assertThat(asOf(second)).containsExactly("2|b|2");
        database.destination().clear(sample.mirror(), 1, table);
        assertThatThrownBy(() -> asOf(second)).hasMessageContaining("not complete at this read point");
    }

    /** Before the position is stored: a large transaction is written in pieces. */
    @Test
    void aReadPointIsGoneBeforeRowsAreTakenOut() {
        MappedTable table = sample.prepared("t", "", BOTH);
        String first = complete(table, rows(table).add(NEW, 1L, "a", 1L).add(NEW, 2L, "b", 2L));
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            Rows emptied = rows(table).truncate().add(NEW, 2L, "c", 2L);
            applier.apply(table, emptied.net(), false, new KnownRows(table.source()));
            Rows incomplete = rows(table).add(PARTIAL, 2L, "d", UNCHANGED);
            applier.apply(table, incomplete.net(), false, new KnownRows(table.source()));
            assertThat(sample.ask("SELECT count() FROM @t_current")).containsExactly("1");
            assertThatThrownBy(() -> asOf(first)).hasMessageContaining("not complete at this read point");
        }
    }

    @Test
    void readPointsTellHowFarEachTableIs() {
        MappedTable one = sample.prepared("one", "", Map.of());
        MappedTable other = sample.prepared("other", "", Map.of());
        Position first = Rows.end();
        Position second = Rows.end();
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.commit(point(first, one));
            applier.commit(new ReadPoint(
                    second,
                    1_700_000_000_123_456L,
                    List.of(
                            new TablePoint(one.name(), one.destination().name(), true),
                            new TablePoint(other.name(), other.destination().name(), false))));
        }
        assertThat(sample.ask("SELECT mirror, source_schema, source_table, destination_database = '" + database.name()
                        + "', destination_table, lsn, version, committed_at, complete, complete_from"
                        + " FROM @_tain_read_points ORDER BY source_table"))
                .containsExactly(
                        "views|public|one|1|one|" + second.text() + "|" + second.order()
                                + "|2023-11-14 22:13:20.123456|1|" + first.order(),
                        "views|public|other|1|other|" + second.text() + "|" + second.order()
                                + "|2023-11-14 22:13:20.123456|0|∅");
        database.destination().forget(sample.mirror(), 1, other.name());
        assertThat(sample.ask("SELECT source_table FROM @_tain_read_points")).containsExactly("one");
        database.destination().drop(sample.mirror(), 1);
        assertThat(sample.ask("SELECT source_table FROM @_tain_read_points")).isEmpty();
    }
}
