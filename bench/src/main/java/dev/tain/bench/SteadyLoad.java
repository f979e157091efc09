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
 * Commits of one row each at a steady rate at the source, by turns an insert and an update of another row, while the
 * destination is looked at for the inserted ones.
 *
 * <p>When a row was committed is what the source's server noted (track_commit_timestamp). When it was visible is when a
 * look at the destination, by the key's index and half a millisecond apart from the next, first found it. Both clocks
 * are the same machine's, nothing is added to what is replicated, and every consumer is measured alike.
 *
 * @param rate commits a second
 */
record SteadyLoad(int rate, int seconds) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LOOK_NANOS = 500_000;
    private static final long PATIENCE_SECONDS = 120;

    Latencies run(PostgresDatabase source, PostgresDatabase destination) throws Exception {
        long last = Long.parseLong(source.value("select max(id) from orders"));
        int inserts = rate * seconds / 2;
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try (SteadyWriter writer = SteadyWriter.open(source, last, inserts);
                ArrivalWatch watch = ArrivalWatch.open(destination, last, inserts)) {
            Future<?> looking = threads.scheduleWithFixedDelay(watch, 0, LOOK_NANOS, TimeUnit.NANOSECONDS);
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
