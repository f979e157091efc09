package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables that are emptied at once, alone or together, at any place in a transaction. */
class TruncateE2E {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void tablesAreEmptiedWhereTheTransactionEmptiesThem() {
        stage.source()
                .execute(
                        "create table parents (id int primary key, v text)",
                        "create table children (id serial primary key, parent int references parents, v text)",
                        "create table grandchildren (id int primary key, child int references children)",
                        "create table other (id int primary key, v text)",
                        "create table kept (id int primary key references other, v text)");
        fill();
        String[] tables = {"public.parents", "public.children", "public.grandchildren", "public.other", "public.kept"};
        Mirror mirror = stage.running(tables);
        stage.source().execute("truncate grandchildren");
        stage.assertEqual(tables);
        stage.source().execute("truncate parents cascade"); // and with it children and grandchildren
        stage.assertEqual(tables);
        refill();
        stage.source()
                .execute(
                        "truncate parents, children, grandchildren restart identity",
                        "begin; insert into parents values (1, 'lost'); insert into other values (50, 'stays');"
                                + " truncate parents cascade; insert into parents values (1, 'again'), (2, 'new');"
                                + " insert into children (parent, v) values (1, 'c'); commit",
                        "begin; truncate other cascade; rollback",
                        "begin; savepoint s; truncate kept; rollback to s; insert into other values (51, 'x'); commit",
                        "begin; update parents set v = 'u'; truncate kept, other; insert into other values (1, 'o');"
                                + " update other set id = 2; truncate children cascade; commit");
        stage.assertEqual(tables);
        assertThat(mirror.trouble()).isEmpty();
    }

    private void fill() {
        stage.source()
                .execute(
                        "insert into parents select i, 'p' from generate_series(1, 30) i",
                        "insert into children (parent, v) select i, 'c' from generate_series(1, 30) i",
                        "insert into grandchildren select i, i from generate_series(1, 30) i",
                        "insert into other select i, 'o' from generate_series(1, 30) i",
                        "insert into kept select i, 'k' from generate_series(1, 30) i");
    }

    private void refill() {
        stage.source().execute("truncate other cascade", "alter sequence children_id_seq restart");
        fill();
    }
}
