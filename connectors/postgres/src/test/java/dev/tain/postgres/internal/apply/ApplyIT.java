package dev.tain.postgres.internal.apply;

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
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.Lsn;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that a user made, with what Tain's own would not have: other columns, constraints, references, triggers. */
class ApplyIT {
    private static final String MIRROR = "apply";

    private final DestinationDatabase database = new DestinationDatabase();
    private final MappedTable users =
            mapped("users", column("id", "bigint", 1), column("email", "text", 0), column("note", "text", 0));

    @BeforeEach
    void prepare() {
        database.database()
                .execute("CREATE TABLE users (mine text DEFAULT 'd', id bigint PRIMARY KEY, note text,"
                        + " email text UNIQUE, CHECK (note <> 'bad'))");
        database.destination().prepare(MIRROR, List.of(users));
        apply(
                users,
                rows().add(NEW, 1L, "a@x", "one").add(NEW, 2L, "b@x", "two").add(NEW, 3L, "c@x", "three"));
        database.database().execute("UPDATE users SET mine = 'mine ' || id WHERE id < 3");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static Column column(String name, String type, int keyOrdinal) {
        return new Column(name, type, keyOrdinal == 0, keyOrdinal, Encoding.BINARY, null);
    }

    private static MappedTable mapped(String name, Column... columns) {
        TableSchema schema = new TableSchema(new TableName("public", name), List.of(columns));
        return new MappedTable(schema, schema, List.of(), "", "", Map.of());
    }

    private Rows rows() {
        return new Rows(users.source());
    }

    private void apply(MappedTable table, Rows rows) {
        apply(table, rows, new KnownRows(table.source()));
    }

    private void apply(MappedTable table, Rows rows, KnownRows source) {
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            applier.apply(table, rows.net(), false, source);
            applier.commit(new Lsn(1));
        }
    }

    private List<String> users() {
        return database.database().rows("SELECT id, email, note, mine FROM users ORDER BY id");
    }

    // ---- unique values besides the key

    @Test
    void letsRowsSwapAUniqueValue() {
        apply(users, rows().add(FULL, 1L, "b@x", "one").add(FULL, 2L, "a@x", "zwei"));
        assertThat(users()).containsExactly("1|b@x|one|mine 1", "2|a@x|zwei|mine 2", "3|c@x|three|d");
    }

    @Test
    void letsIncompleteRowsSwapAUniqueValue() {
        KnownRows source = new KnownRows(users.source()).with("9", 9L, "i@x", "nine");
        apply(
                users,
                rows().add(DELETED, 3L, ABSENT, ABSENT)
                        .add(PARTIAL, 1L, "b@x", UNCHANGED)
                        .add(PARTIAL, 2L, "a@x", UNCHANGED)
                        .add(PARTIAL, 9L, "x", UNCHANGED)
                        .add(NEW, 4L, "c@x", null),
                source);
        assertThat(users()).containsExactly("1|b@x|one|mine 1", "2|a@x|two|mine 2", "4|c@x|∅|d", "9|i@x|nine|d");
    }

    @Test
    void givesANewRowTheUniqueValueOfAnother() {
        apply(users, rows().add(PARTIAL, 1L, "z@x", UNCHANGED).add(NEW, 7L, "a@x", "seven"));
        assertThat(users()).containsExactly("1|z@x|one|mine 1", "2|b@x|two|mine 2", "3|c@x|three|d", "7|a@x|seven|d");
    }

    @Test
    void goesOnWithSmallBatchesAfterAConflict() {
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            for (int i = 0; i < 4; i++) {
                String one = i % 2 == 0 ? "b@x" : "a@x";
                String other = i % 2 == 0 ? "a@x" : "b@x";
                Rows swap = rows().add(FULL, 1L, one, "i" + i).add(FULL, 2L, other, "i" + i);
                applier.apply(users, swap.net(), false, new KnownRows(users.source()));
                applier.apply(users, rows().add(PARTIAL, 3L, UNCHANGED, "i" + i).net(), false, keys -> rows().buffer());
                applier.commit(new Lsn(i + 1));
            }
        }
        assertThat(users()).containsExactly("1|a@x|i3|mine 1", "2|b@x|i3|mine 2", "3|c@x|i3|d");
    }

    @Test
    void readsRowsAtTheSourceThatAreAheadInAReplay() {
        database.database().execute("UPDATE users SET email = 'gone', note = 'newer' WHERE id = 2");
        KnownRows source = new KnownRows(users.source())
                .with("1", 1L, "b@x", "newest")
                .with("2", 2L, "c@x", "newest")
                .with("3", 3L, "gone", "newest");
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            applier.apply(users, rows().add(FULL, 1L, "gone", "old").net(), true, source);
            applier.commit(new Lsn(1));
        }
        assertThat(users()).containsExactly("1|b@x|newest|mine 1", "2|c@x|newest|mine 2", "3|gone|newest|d");
    }

    @Test
    void removesARowInTheWayThatTheSourceHasNoMore() {
        KnownRows source = new KnownRows(users.source()).with("1", 1L, "b@x", "newest");
        apply(users, rows().add(FULL, 1L, "b@x", "one"), source);
        assertThat(users()).containsExactly("1|b@x|newest|mine 1", "3|c@x|three|d");
    }

    @Test
    void saysWhichRuleTheSourceDoesNotHave() {
        database.database().execute("CREATE UNIQUE INDEX mine_alone ON users (lower(note)) WHERE id < 3");
        KnownRows source =
                new KnownRows(users.source()).with("1", 1L, "p@x", "Same").with("2", 2L, "q@x", "same");
        assertThatThrownBy(() -> apply(users, rows().add(FULL, 1L, "p@x", "two"), source))
                .isInstanceOfSatisfying(TainException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.POSTGRES_DATA_REJECTED);
                    assertThat(e.sentence()).contains("mine_alone");
                });
    }

    // ---- what the destination refuses

    @Test
    void saysWhatARefusedRowBreaks() {
        assertThatThrownBy(() -> apply(users, rows().add(FULL, 1L, "a@x", "bad")))
                .isInstanceOfSatisfying(TainException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.POSTGRES_DATA_REJECTED);
                    assertThat(e.sentence()).contains("users_note_check");
                    assertThat(e.context()).containsEntry("table", "public.users");
                });
        assertThat(users()).hasSize(3);
    }

    @Test
    void saysThatATableIsGone() {
        database.database().execute("DROP TABLE users");
        assertThatThrownBy(() -> apply(users, rows().add(FULL, 1L, "a@x", "")))
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_MISSING));
    }

    // ---- references and triggers

    @Test
    void keepsReferencesAndTriggersStill() {
        database.database()
                .execute(
                        "CREATE TABLE parents (id bigint PRIMARY KEY)",
                        "CREATE TABLE children (id bigint PRIMARY KEY, parent bigint REFERENCES parents)",
                        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''fired''; END'",
                        "CREATE TRIGGER refuse BEFORE INSERT ON children FOR EACH ROW EXECUTE FUNCTION refuse()");
        MappedTable parents = mapped("parents", column("id", "bigint", 1));
        MappedTable children = mapped("children", column("id", "bigint", 1), column("parent", "bigint", 0));
        assertThat(database.destination().check(List.of(parents, children), true))
                .isEmpty();
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            applier.apply(children, new Rows(children.source()).add(NEW, 1L, 5L).net(), false, keys -> rows().buffer());
            applier.apply(parents, new Rows(parents.source()).add(NEW, 5L).net(), false, keys -> rows().buffer());
            applier.apply(
                    parents, new Rows(parents.source()).truncate().add(NEW, 6L).net(), false, keys -> rows().buffer());
            applier.commit(new Lsn(1));
        }
        assertThat(database.database().rows("SELECT * FROM children")).containsExactly("1|5");
        assertThat(database.database().rows("SELECT * FROM parents")).containsExactly("6");
    }

    /** A reader holds a lock that a truncation would wait for. */
    @Test
    void emptiesATableThatIsBeingRead() throws SQLException {
        try (Connection reader = database.database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM users");
            apply(users, rows().truncate().add(NEW, 8L, "h@x", null));
        }
        assertThat(users()).containsExactly("8|h@x|∅|d");
    }

    // ---- connections

    @Test
    void leavesNothingWhenTheConnectionBreaksBeforeTheCommit() {
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            applier.apply(users, rows().add(FULL, 1L, "new", "new").net(), false, keys -> rows().buffer());
            database.database()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'tain_contract'");
            assertThatThrownBy(() -> applier.commit(new Lsn(99)))
                    .isInstanceOfSatisfying(
                            TainException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TRANSIENT));
        }
        assertThat(users()).contains("1|a@x|one|mine 1");
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            assertThat(applier.position()).contains(new Lsn(1));
        }
    }

    @Test
    void endsTheSessionOfTheApplierBefore() {
        Applier stuck = database.destination().applier(MIRROR, 1);
        stuck.apply(users, rows().add(FULL, 1L, "late", "late").net(), false, keys -> rows().buffer());
        apply(users, rows().add(FULL, 1L, "newer", "newer"));
        Await.untilEqual(
                "the number of sessions",
                "0",
                () -> database.database()
                        .value("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tain_contract'"));
        assertThatThrownBy(() -> stuck.commit(new Lsn(2))).isInstanceOf(TainException.class);
        stuck.close();
        assertThat(users()).contains("1|newer|newer|mine 1");
    }

    // ---- what rows become

    @Test
    void stampsEveryRowThatItWrites() {
        MappedTable stamped = new MappedTable(
                users.source(),
                new TableSchema(
                        new TableName("public", "stamped"), users.source().columns()),
                List.of(),
                "gone",
                "at",
                Map.of());
        database.destination().prepare(MIRROR, List.of(stamped));
        apply(stamped, rows().add(NEW, 1L, "a", "a").add(NEW, 2L, "b", "b").add(NEW, 3L, "c", "c"));
        String old = "SELECT id FROM stamped WHERE at < now() AT TIME ZONE 'UTC' - interval '1 day' ORDER BY id";
        database.database().execute("UPDATE stamped SET at = at - interval '2 days'");
        apply(
                stamped,
                rows().add(PARTIAL, 1L, "x", UNCHANGED)
                        .add(DELETED, 2L, ABSENT, ABSENT)
                        .add(FULL, 4L, "d", null));
        assertThat(database.database().rows(old)).containsExactly("3");
        assertThat(database.database().rows("SELECT id, gone FROM stamped ORDER BY id"))
                .containsExactly("1|f", "2|t", "3|f", "4|f");
    }

    @Test
    void convertsToTypesThatWereAskedFor() {
        Column id = column("id", "integer", 1);
        Column amount = column("amount", "integer", 0);
        MappedTable converted = new MappedTable(
                new TableSchema(new TableName("public", "converted"), List.of(id, amount)),
                new TableSchema(
                        new TableName("public", "converted"),
                        List.of(column("id", "bigint", 1), column("amount", "text", 0))),
                List.of(),
                "",
                "",
                Map.of());
        assertThat(database.destination().check(List.of(converted), true)).isEmpty();
        database.destination().prepare(MIRROR, List.of(converted));
        assertThat(database.destination().check(List.of(converted), true)).isEmpty();
        Rows rows = new Rows(converted.source()).add(NEW, 1, 10).add(NEW, 2, 20).add(NEW, 3, null);
        apply(converted, rows);
        apply(
                converted,
                new Rows(converted.source())
                        .add(FULL, 1, 11)
                        .add(DELETED, 2, ABSENT)
                        .add(PARTIAL, 3, UNCHANGED));
        assertThat(database.database().rows("SELECT * FROM converted ORDER BY id"))
                .containsExactly("1|11", "3|∅");
    }

    @Test
    void writesMoreTablesThanItKeepsAtHand() {
        int count = 300;
        List<MappedTable> tables = IntStream.range(0, count)
                .mapToObj(i -> mapped("many" + i, column("id", "bigint", 1), column("v", "text", 0)))
                .toList();
        database.destination().prepare(MIRROR, tables);
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            for (int round = 0; round < 2; round++) {
                for (MappedTable table : tables) {
                    Rows rows = new Rows(table.source()).add(FULL, 1L, "r" + round);
                    applier.apply(table, rows.net(), false, keys -> rows().buffer());
                }
                applier.commit(new Lsn(round + 1));
            }
        }
        assertThat(database.database().rows("SELECT v FROM many0 UNION ALL SELECT v FROM many299"))
                .containsExactly("r1", "r1");
    }
}
