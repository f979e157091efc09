package dev.tain.bench;

import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Two servers with the table filled, and the application, started when it is first needed. */
final class Rig implements AutoCloseable {
    private static final String TEMPLATE = "orders_template";

    private final ServerPair servers;
    private final PostgresDatabase source;
    private final PostgresDatabase destination;
    private final String javaOptions;
    private @Nullable TainService service;
    private int copies;

    private Rig(ServerPair servers, PostgresDatabase source, PostgresDatabase destination, String javaOptions) {
        this.servers = servers;
        this.source = source;
        this.destination = destination;
        this.javaOptions = javaOptions;
    }

    /** @param destinationRows rows that the destination has from the beginning */
    static Rig open(long rows, long destinationRows, String javaOptions, Report report) {
        ServerPair servers = ServerPair.open();
        try {
            report.line("%s, a table of %,d rows".formatted(servers.version(), rows));
            report.progress("filling the tables");
            return new Rig(
                    servers,
                    OrdersTable.createTemplate(servers.source(), TEMPLATE, rows),
                    OrdersTable.createTemplate(servers.destination(), TEMPLATE, destinationRows),
                    javaOptions);
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    ServerPair servers() {
        return servers;
    }

    PostgresDatabase copySource() {
        return ServerPair.copy(source, "source_" + ++copies);
    }

    PostgresDatabase copyDestination() {
        return ServerPair.copy(destination, "destination_" + ++copies);
    }

    TainService service() throws IOException, InterruptedException {
        if (service == null) {
            service = TainService.start(javaOptions);
        }
        return service;
    }

    /** A mirror between the two; it owns the destination. */
    TainMirror mirror(PostgresDatabase from, PostgresDatabase to) throws IOException, InterruptedException {
        return new TainMirror(service(), "bench_" + ++copies, from, to);
    }

    /** A mirror into ClickHouse, into a database of its own. */
    ClickHouseMirror mirror(PostgresDatabase from, ClickHouseServer to) throws IOException, InterruptedException {
        return new ClickHouseMirror(service(), "bench_" + ++copies, from, to);
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
        servers.close();
    }
}
