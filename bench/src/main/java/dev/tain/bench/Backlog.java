package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes that are made while nobody reads them. Numbers are those of a table of two million rows; on a smaller table
 * they are smaller in the same measure.
 */
enum Backlog {
    MIXED("a", "1,000,000 rows updated in one transaction, 500,000 inserted in one, 100,000 single-row updates") {
        @Override
        List<String> statements(long rows) {
            return List.of(
                    CHANGE + " where id % 2 = 0",
                    OrdersTable.insert(rows + 1, rows + rows / 4),
                    loop(rows / 20, CHANGE + " where id = (i::bigint * 7919) % " + rows + " + 1;"));
        }

        @Override
        long changes(long rows) {
            return rows / 2 + rows / 4 + rows / 20;
        }
    },

    SMALL("b", "400,000 single-row transactions: seven updates to two inserts to one deletion") {
        @Override
        List<String> statements(long rows) {
            String key = "(i::bigint * 7919) % " + rows + " + 1";
            return List.of(loop(rows / 5, """
                    if i %% 10 < 7 then %s where id = %s;
                    elsif i %% 10 < 9 then insert into orders select %s;
                    else delete from orders where id = %s;
                    end if;""".formatted(CHANGE, key, OrdersTable.row("(" + rows + " + i)"), key)));
        }

        @Override
        long changes(long rows) {
            return rows / 5;
        }
    },

    REPEATED("c", "the same 100,000 rows updated in ten transactions") {
        @Override
        List<String> statements(long rows) {
            List<String> updates = new ArrayList<>();
            for (int time = 1; time <= 10; time++) {
                updates.add(CHANGE + " where id % 20 = 0");
            }
            return updates;
        }

        @Override
        long changes(long rows) {
            return rows / 2;
        }
    };

    private static final String CHANGE =
            "update orders set amount = amount + 1, changed_at = changed_at + interval '1 day', note = reverse(note)";

    private final String letter;
    private final String what;

    Backlog(String letter, String what) {
        this.letter = letter;
        this.what = what;
    }

    static Backlog of(String letter) {
        return Arrays.stream(values())
                .filter(each -> each.letter.equals(letter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no backlog '" + letter + "'"));
    }

    String letter() {
        return letter;
    }

    String what() {
        return what;
    }

    abstract List<String> statements(long rows);

    /** Number of changed rows, the last one not counted. */
    abstract long changes(long rows);

    /** Makes the changes, and at last one by which consumers are found to be done. */
    void make(PostgresDatabase source, long rows) {
        List<String> all = new ArrayList<>();
        all.add("set synchronous_commit = off");
        all.addAll(statements(rows));
        all.add("set synchronous_commit = on");
        all.add(OrdersTable.insert(OrdersTable.LAST_KEY, OrdersTable.LAST_KEY));
        source.execute(all.toArray(String[]::new));
    }

    private static String loop(long times, String body) {
        return "do $$ begin for i in 1.." + times + " loop " + body + " commit; end loop; end $$";
    }
}
