package dev.tain.bench;

import java.sql.SQLException;

/** Somebody who looks at the destination's table for new rows. */
interface Look extends AutoCloseable {
    /** The keys that are visible and greater, in order. */
    long[] after(long key) throws Exception;

    /** From the end of one look to the next, in nanoseconds; seldom enough not to be a load. */
    long pauseNanos();

    @Override
    void close() throws SQLException;
}
