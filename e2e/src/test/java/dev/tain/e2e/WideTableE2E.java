package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables of about as many columns as the server allows. */
class WideTableE2E {
    /** The server allows two more and the number of key columns; these travel with each change. */
    private static final int MOST = 1_600 - 4;

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    private void makeTable(int columns) {
        String others = IntStream.range(2, columns)
                .mapToObj(i -> "c" + i + (i % 100 == 0 ? " text" : " smallint"))
                .collect(Collectors.joining(", "));
        stage.source().execute("create table wide (a int, " + others + ", b text, primary key (b, a))");
    }

    @Test
    void aTableThatIsTooWideIsRefused() {
        makeTable(1_600);
        Refusal.of(stage, stage.spec("public.wide"), "TABLE_UNFIT", "public.wide", "1600", "Exclude at least 4");
    }

    @Test
    void allColumnsArrive() {
        makeTable(MOST);
        stage.source()
                .execute(
                        "insert into wide (a, b, c2, c1595, c1500) select i, 'b' || i, i, -i,"
                                + " (select string_agg(md5(g::text || i), '') from generate_series(1, 300) g)"
                                + " from generate_series(1, 20) i",
                        "insert into wide select i, " + "i, ".repeat(MOST - 2)
                                + "'full' from generate_series(21, 25) i");
        Mirror mirror = stage.running("public.wide");
        stage.source()
                .execute(
                        "update wide set c3 = 3, c1595 = c2 where a % 2 = 0",
                        "update wide set a = a + 100, c1594 = 7 where a % 3 = 0",
                        "insert into wide (a, b, c1595) values (1000, 'new', 1)",
                        "update wide set c1500 = 'other', c1595 = null where a < 5",
                        "delete from wide where a in (7, 8, 22)");
        stage.assertEqual("public.wide");
        assertThat(mirror.trouble()).isEmpty();
    }
}
