package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;

/** PostgreSQL's own logical replication, values in binary form, everything else as it is by default. */
final class Subscription implements Consumer {
    static final String PUBLICATION = "bench";

    private final PostgresDatabase source;
    private final PostgresDatabase destination;
    private boolean made;

    Subscription(PostgresDatabase source, PostgresDatabase destination) {
        this.source = source;
        this.destination = destination;
    }

    static void publish(PostgresDatabase source) {
        source.execute("create publication " + PUBLICATION + " for table " + OrdersTable.NAME);
    }

    @Override
    public String name() {
        return "subscription";
    }

    @Override
    public void prepare() {
        destination.execute("create subscription bench connection 'host=127.0.0.1 port="
                + source.server().port() + " user=" + PostgresDatabase.USER + " dbname=" + source.name()
                + "' publication " + PUBLICATION + " with (binary = true, copy_data = false, enabled = false)");
        made = true;
    }

    @Override
    public void start() {
        destination.execute("alter subscription bench enable");
    }

    @Override
    public void awaitLast() throws InterruptedException {
        Visible.await(destination);
    }

    @Override
    public void verify() {
        OrdersTable.assertEqual(source, destination, name());
    }

    @Override
    public double cpuSeconds() {
        return 0;
    }

    @Override
    public void close() {
        if (made) {
            destination.execute("alter subscription bench disable", "drop subscription bench");
        }
        destination.close();
    }
}
