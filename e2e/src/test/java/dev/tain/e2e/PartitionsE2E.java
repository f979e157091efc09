package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables whose rows lie in several, and those that have others' rows beside their own. */
class PartitionsE2E {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aPartitionedTableGoesIntoOne() {
        stage.source()
                .execute(
                        "create table p (day date, id int, v text, primary key (day, id)) partition by range (day)",
                        "create table p_old partition of p for values from (minvalue) to ('2026-01-01')",
                        "create table p_new (v text, id int not null, extra int, day date not null)", // another order
                        "alter table p_new drop column extra",
                        "alter table p attach partition p_new for values from ('2026-01-01') to ('2027-01-01')",
                        "create table p_rest partition of p default partition by hash (id)",
                        "create table p_0 partition of p_rest for values with (modulus 2, remainder 0)",
                        "create table p_1 partition of p_rest for values with (modulus 2, remainder 1)",
                        "insert into p select date '2025-12-20' + i * 40, i, 'v' || i from generate_series(1, 40) i");
        Mirror mirror = stage.create(stage.spec().tables(List.of(MirrorSpec.table("public.p", "public.all_of_p"))));
        mirror.awaitRunning();
        assertSame();
        stage.source()
                .execute(
                        "update p set v = 'changed' where id % 2 = 0",
                        "update p set day = day + 365", // rows move from partition to partition
                        "update p set id = id + 1 where id > 35",
                        "insert into p values ('2025-06-01', 100, 'old'), ('2040-01-01', 101, 'rest')",
                        "delete from p where id % 7 = 0",
                        "create table p_2031 partition of p for values from ('2045-01-01') to ('2046-01-01')",
                        "insert into p values ('2045-06-01', 102, 'in a partition made since')",
                        "create table p_2032 (like p including all)",
                        "alter table p attach partition p_2032 for values from ('2046-01-01') to ('2047-01-01')",
                        "insert into p values ('2046-06-01', 103, 'in one attached since')",
                        "update p_2032 set v = 'under its own name'");
        assertSame();
        stage.source()
                .execute(
                        "alter table p detach partition p_2032",
                        "insert into p_2032 values ('2046-07-01', 104, 'not of p any more')",
                        "delete from p where day > '2045-01-01'");
        stage.awaitMark();
        assertThat(stage.destination().rows("select id from all_of_p where id > 101 order by id"))
                .as("a detached partition's rows stay, new ones do not come")
                .containsExactly("103");
        stage.source().execute("begin; truncate p; insert into p values ('2026-02-02', 1, 'only'); commit");
        assertSame();
        assertThat(mirror.trouble()).isEmpty();
    }

    private void assertSame() {
        stage.awaitMark();
        stage.assertSame("public.p", "public.all_of_p");
    }

    @Test
    void tablesThatInheritAreTablesOfTheirOwn() {
        stage.source()
                .execute(
                        "create table parent (id int primary key, v text)",
                        "create table child (more int, primary key (id)) inherits (parent)",
                        "create table grandchild (primary key (id)) inherits (child)",
                        "insert into parent values (1, 'parent')",
                        "insert into child values (1, 'child', 5)",
                        "insert into grandchild values (1, 'grandchild', 6)");
        String[] tables = {"public.parent", "public.child", "public.grandchild"};
        Mirror mirror = stage.running(tables);
        stage.source()
                .execute(
                        "insert into child values (2, 'child', 7)",
                        "update parent set v = v || '!'", // of all three
                        "delete from grandchild where id = 1",
                        "truncate only child");
        stage.awaitMark();
        for (String table : tables) {
            String rows = " order by id";
            assertThat(stage.destination().rows("select * from " + table + rows))
                    .as(table)
                    .isEqualTo(stage.source().rows("select * from only " + table + rows));
        }
        assertThat(mirror.trouble()).isEmpty();
    }
}
