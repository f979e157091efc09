package dev.tain.bench;

import dev.tain.testkit.Await;
import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.time.Duration;

/** A mirror into ClickHouse. Its first copy fills the destination; while the backlog is made it is paused. */
final class ClickHouseMirror implements FirstCopy {
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String TEXTS = "title || coalesce(note, '') || token";

    private final TainService service;
    private final String mirror;
    private final PostgresDatabase source;
    private final ClickHouseServer server;
    private final String database;
    private boolean made;

    ClickHouseMirror(TainService service, String mirror, PostgresDatabase source, ClickHouseServer server) {
        this.service = service;
        this.mirror = mirror;
        this.source = source;
        this.server = server;
        this.database = server.createDatabase();
    }

    @Override
    public String name() {
        return "tain";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        createPeers();
        copy();
        awaitRunning();
        service.api().pause(mirror);
        service.api().awaitState(mirror, "STATUS_PAUSED");
    }

    @Override
    public void createPeers() throws IOException, InterruptedException {
        service.api().createPeer(mirror + "_source", source);
        service.api().createClickHousePeer(mirror + "_destination", server.httpPort(), database);
    }

    @Override
    public void copy() throws IOException, InterruptedException {
        service.api().createMirror(mirror, mirror + "_source", mirror + "_destination", "orders", true);
        made = true;
    }

    @Override
    public void awaitRunning() throws IOException, InterruptedException {
        service.api().awaitState(mirror, "STATUS_RUNNING");
    }

    @Override
    public void start() throws IOException, InterruptedException {
        service.api().resume(mirror);
    }

    @Override
    public void awaitLast() {
        String look = "SELECT count() FROM " + database + ".orders WHERE id = " + OrdersTable.LAST_KEY;
        Await.atMost(LIMIT)
                .thatHolds(
                        "the last change is visible", () -> !server.value(look).equals("0"));
    }

    @Override
    public void verify() {
        String expected = source.value("select concat_ws(' ', count(*), sum(id), sum(customer), sum(amount),"
                + " sum((extract(epoch from changed_at) * 1000000)::numeric(38, 0)) filter (where id < "
                + OrdersTable.LAST_KEY + "),"
                + " sum(('x' || substr(md5(" + TEXTS + "), 1, 8))::bit(32)::bigint)) from orders");
        String found = server.value("SELECT concatWithSeparator(' ', count(), sum(id), sum(customer),"
                + " toDecimalString(sum(amount), 2),"
                + " sumIf(toInt128(toUnixTimestamp64Micro(changed_at)), id < " + OrdersTable.LAST_KEY + "),"
                + " sum(reinterpretAsUInt32(reverse(substring(MD5("
                + TEXTS.replace("token", "toString(token)") + "), 1, 4))))) FROM " + database
                + ".orders FINAL WHERE _peerdb_is_deleted = 0");
        if (!expected.equals(found)) {
            throw new IllegalStateException("not copied exactly: source " + expected + ", destination " + found);
        }
    }

    @Override
    public double cpuSeconds() {
        return service.cpuSeconds();
    }

    Look look() {
        return new ClickHouseLook(server, database + ".orders");
    }

    /** Parts of the table that are in use. */
    String parts() {
        return server.value(
                "SELECT count() FROM system.parts WHERE active AND database = '" + database + "' AND table = 'orders'");
    }

    @Override
    public double destinationCpuSeconds() {
        return CpuTime.ofTree(server.pid());
    }

    @Override
    public void close() {
        if (made) {
            try {
                service.api().drop(mirror);
            } catch (IOException e) {
                throw new IllegalStateException("the mirror was not dropped", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        server.execute("DROP DATABASE " + database + " SYNC");
    }
}
