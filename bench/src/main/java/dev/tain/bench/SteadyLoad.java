package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Small commits at a steady rate at the source, by turns an insert and an update of another row, while the
 * destination is looked at for the inserted ones.
 *
 * <p>When a row was committed is what the source's server noted (track_commit_timestamp). When it was visible is when a
 * look at the destination first found it. Both clocks
 * are the same machine's, nothing is added to what is replicated, and every consumer is measured alike.
 *
 * @param rate commits a second
 * @param rowsPerCommit rows that each inserts or updates
 */
record SteadyLoad(int rate, int seconds, int rowsPerCommit) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long PATIENCE_SECONDS = 120;

    /** How many of the commits insert. */
    int inserts() {
        return rate * seconds / 2;
    }

    Latencies run(PostgresDatabase source, Look look) throws Exception {
        long last = Long.parseLong(source.value("select max(id) from orders"));
        ArrivalWatch watch = new ArrivalWatch(look, last, inserts() * rowsPerCommit);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try (SteadyWriter writer = SteadyWriter.open(source, last, this)) {
            Future<?> looking = threads.scheduleWithFixedDelay(watch, 0, look.pauseNanos(), TimeUnit.NANOSECONDS);
            Future<?> writing = threads.scheduleAtFixedRate(writer, 0, NANOS_PER_SECOND / rate, TimeUnit.NANOSECONDS);
            writer.done().get();
            writing.cancel(false);
            watch.done().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            looking.cancel(false);
            return latencies(source, last, watch.arrivals());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Latencies latencies(PostgresDatabase source, long last, long[] arrivals) throws SQLException {
        long[] micros = new long[arrivals.length];
        int count = 0;
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, (extract(epoch from pg_xact_commit_timestamp(xmin))"
                        + " * 1000000)::bigint from orders where id > " + last)) {
            while (rows.next()) {
                micros[count++] = arrivals[(int) (rows.getLong(1) - last) - 1] - rows.getLong(2);
            }
        }
        return new Latencies(micros);
    }
}
