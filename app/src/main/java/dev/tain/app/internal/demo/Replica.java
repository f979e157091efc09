package dev.tain.app.internal.demo;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The server that the shop is mirrored into, as somebody who reads from it sees it. */
sealed interface Replica extends AutoCloseable permits PostgresReplica, ClickHouseReplica {
    /** Name, version and address. */
    String place();

    /** What says in the body that creates a peer what kind of server it is and how it is reached. */
    String peer();

    /** A connection that looks at the pulse. */
    Watch watch() throws SQLException;

    /** How its rows are written as text, to be hashed. */
    RowText rowText();

    /** For each question about a table its number of rows and the sum of their hashes, as decimal numbers. */
    List<RowsAndSum> answers(List<String> questions) throws SQLException, IOException, InterruptedException;

    @Override
    void close();

    /** Rows of a table, and the sum of their hashes. */
    record RowsAndSum(long rows, String sum) {}

    /** Looks at the pulse again and again. */
    interface Watch extends AutoCloseable {
        /** The last beat that is visible. */
        long beat() throws SQLException, IOException, InterruptedException;

        @Override
        void close() throws SQLException;
    }
}
