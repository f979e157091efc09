package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The usual reader of the field: the Debezium engine in a process of its own, which writes nothing. */
final class Debezium implements Consumer {
    private static final String SLOT = "debezium";

    private final PostgresDatabase source;
    private @Nullable Process process;
    private double cpuSeconds;

    Debezium(PostgresDatabase source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "debezium";
    }

    /** Its JVM is started here, so that this is not measured. */
    @Override
    public void prepare() throws IOException {
        source.execute("select pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-Dlogback.configurationFile=" + QuietLogs.file(), // writing a log is not what is measured
                        "-cp",
                        System.getProperty("java.class.path"),
                        DebeziumMain.class.getName(),
                        Integer.toString(source.server().port()),
                        PostgresDatabase.USER,
                        source.name(),
                        SLOT,
                        Subscription.PUBLICATION))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("not prepared");
        }
        return process;
    }

    @Override
    public void start() throws IOException {
        process().getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
        process().getOutputStream().flush();
    }

    @Override
    public void awaitLast() throws InterruptedException {
        double before = CpuTime.ofEndedChildren();
        int status = process().waitFor();
        cpuSeconds = CpuTime.ofEndedChildren() - before;
        if (status != 0) {
            throw new IllegalStateException("Debezium ended with " + status);
        }
    }

    @Override
    public void verify() {
        // Nothing is kept, so there is nothing to compare; it ended at the last change.
    }

    @Override
    public double cpuSeconds() {
        return cpuSeconds;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        if (!source.value("select count(*) from pg_replication_slots where slot_name = '" + SLOT + "'")
                .equals("0")) {
            source.execute("select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '"
                    + SLOT + "' and active");
        }
    }
}
