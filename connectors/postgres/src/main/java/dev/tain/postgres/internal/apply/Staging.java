package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.postgres.internal.apply.Layout.Field;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of the session through which rows go on their way into one destination table. Its columns: {@code k}, what is
 * to be done with the row; {@code u}, a bit for each value that the row lacks; {@code c0}, {@code c1} and so on, the
 * values. One for moved rows has {@code o0}, {@code o1} and so on between them, for the key before.
 *
 * <p>Rows that were used are deleted, which costs little for a few, and from time to time the table is truncated, which
 * costs the same for any number. Invariant: between two uses it is empty to the session.
 */
final class Staging {
    /** What is to be done with a row. */
    static final int DELETE = 0;
    /** Written whole. The column's default, so that images can be copied as they are. */
    static final int WRITE = 1;
    /** Written as far as it is known. */
    static final int PATCH = 2;
    /** Its key is that of a stored row with a unique value that a staged row wants. */
    static final int BLOCKER = 3;
    /** Not written, because a unique value of it is another row's too. */
    static final int LOSER = 4;
    /** Written whole, as the source has it now. */
    static final int FOUND = 5;

    /** The server's limit. */
    static final int MOST_COLUMNS = 1_600;

    /** Rows that may be deleted one by one in one go. */
    private static final int FEW_ROWS = 1_000;
    /** Rows that were deleted and whose room is taken until the table is truncated. */
    private static final int MOST_DEAD_ROWS = 20_000;

    private final Session session;
    private final Layout layout;
    private final String name;
    private final boolean moved;
    private boolean created;
    private long liveRows;
    private long deadRows;

    Staging(Session session, Layout layout, String name, boolean moved) {
        this.session = session;
        this.layout = layout;
        this.name = name;
        this.moved = moved;
    }

    /** How many columns the widest staging table of a table has. */
    static int columns(MappedTable table) {
        return 2 + table.source().keyIndexes().length + table.source().columns().size();
    }

    /** Its name in SQL. */
    String name() {
        return "pg_temp." + name;
    }

    /** Opens it for rows, after {@link #ensureCreated}, in which all columns are given. */
    String copyMarked() {
        return "COPY " + name() + " FROM STDIN (FORMAT binary)";
    }

    /** Opens it for rows that are all to be written whole, as images. */
    String copyImages() {
        String columns = IntStream.range(0, layout.fields().size())
                .mapToObj(i -> "c" + i)
                .collect(Collectors.joining(", "));
        return "COPY " + name() + " (" + columns + ") FROM STDIN (FORMAT binary)";
    }

    /** Runs one of these COPYs. */
    CopyStream copy(String statement) throws SQLException {
        return CopyStream.open(session, statement, layout.wrapped());
    }

    void ensureCreated() {
        if (created) {
            return;
        }
        StringBuilder columns = new StringBuilder("k smallint NOT NULL DEFAULT " + WRITE + ", u bytea");
        for (int i = 0; moved && i < layout.fields().size(); i++) {
            if (layout.fields().get(i).isKey()) {
                columns.append(", ").append(column("o" + i, layout.fields().get(i)));
            }
        }
        for (int i = 0; i < layout.fields().size(); i++) {
            columns.append(", ").append(column("c" + i, layout.fields().get(i)));
        }
        session.defer("CREATE TEMP TABLE " + name + " (" + columns + ")");
        created = true;
    }

    private static String column(String name, Field field) {
        return name + " " + field.detour().stagingType(field.stagingType()) + field.collation();
    }

    /** That many rows were added. */
    void added(long rows) {
        liveRows += rows;
    }

    /** Empties it, together with the next statements. */
    void clear() {
        if (liveRows == 0) {
            return;
        }
        if (liveRows > FEW_ROWS || deadRows + liveRows > MOST_DEAD_ROWS) {
            session.defer("TRUNCATE " + name());
            deadRows = 0;
        } else {
            session.defer("DELETE FROM " + name());
            deadRows += liveRows;
        }
        liveRows = 0;
    }

    void drop() {
        if (created) {
            session.defer("DROP TABLE " + name());
            created = false;
        }
    }
}
