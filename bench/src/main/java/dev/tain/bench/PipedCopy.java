package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.util.List;

/** The rival of a snapshot: psql copies the table out in binary form, piped into a psql that copies it in. */
final class PipedCopy implements Consumer {
    private final PostgresDatabase source;
    private final PostgresDatabase destination;
    private List<Process> processes = List.of();
    private double cpuSeconds;

    PipedCopy(PostgresDatabase source, PostgresDatabase destination) {
        this.source = source;
        this.destination = destination;
    }

    @Override
    public String name() {
        return "psql";
    }

    @Override
    public void prepare() {
        // It needs nothing but the two tables.
    }

    @Override
    public void start() throws IOException {
        String table = OrdersTable.NAME + " (" + OrdersTable.COLUMNS + ")";
        processes = ProcessBuilder.startPipeline(List.of(
                psql(source, "COPY " + table + " TO STDOUT (FORMAT binary)"),
                psql(destination, "COPY " + table + " FROM STDIN (FORMAT binary)")));
    }

    private static ProcessBuilder psql(PostgresDatabase database, String statement) {
        return new ProcessBuilder(
                        Programs.find("psql"),
                        "--no-psqlrc",
                        "--quiet",
                        "--host=127.0.0.1",
                        "--port=" + database.server().port(),
                        "--username=" + PostgresDatabase.USER,
                        "--dbname=" + database.name(),
                        "--command=" + statement)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    @Override
    public void awaitLast() throws InterruptedException {
        double before = CpuTime.ofEndedChildren();
        for (Process process : processes) {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("psql ended with " + process.exitValue());
            }
        }
        cpuSeconds = CpuTime.ofEndedChildren() - before;
    }

    @Override
    public void verify() {
        OrdersTable.assertEqual(source, destination, name());
    }

    @Override
    public double cpuSeconds() {
        return cpuSeconds;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        destination.close();
    }
}
