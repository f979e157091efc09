package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ceiling: pg_recvlogical reads the changes, in the same form, and throws them away. */
final class Reading implements Consumer {
    private static final String SLOT = "reading";

    private final PostgresDatabase source;
    private @Nullable Process process;
    private double cpuSeconds;

    Reading(PostgresDatabase source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "reading";
    }

    @Override
    public void prepare() {
        source.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
    }

    @Override
    public void start() throws IOException {
        String end = source.value("select pg_current_wal_lsn()");
        List<String> command = List.of(
                Programs.find("pg_recvlogical"),
                "--host=127.0.0.1",
                "--port=" + source.server().port(),
                "--username=" + PostgresDatabase.USER,
                "--dbname=" + source.name(),
                "--slot=" + SLOT,
                "--start",
                "--endpos=" + end,
                "--no-loop",
                "--fsync-interval=0",
                "--option=proto_version=1",
                "--option=publication_names=" + Subscription.PUBLICATION,
                "--option=binary=true",
                "--file=/dev/null");
        process = new ProcessBuilder(command).inheritIO().start();
    }

    @Override
    public void awaitLast() throws InterruptedException {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        double before = CpuTime.ofEndedChildren();
        int status = process.waitFor();
        cpuSeconds = CpuTime.ofEndedChildren() - before;
        if (status != 0) {
            throw new IllegalStateException("pg_recvlogical ended with " + status);
        }
    }

    @Override
    public void verify() {
        // Nothing is kept, so there is nothing to compare.
    }

    @Override
    public double cpuSeconds() {
        return cpuSeconds;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
