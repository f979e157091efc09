package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;

/** A mirror of the running application. While the backlog is made it is paused. */
final class TainMirror implements FirstCopy {
    private final TainService service;
    private final String mirror;
    private final PostgresDatabase source;
    private final PostgresDatabase destination;
    private boolean made;

    /** @param mirror its name, and what the names of its peers begin with */
    TainMirror(TainService service, String mirror, PostgresDatabase source, PostgresDatabase destination) {
        this.service = service;
        this.mirror = mirror;
        this.source = source;
        this.destination = destination;
    }

    @Override
    public String name() {
        return "tain";
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        createPeers();
        create(false);
        awaitRunning();
        pause();
    }

    void pause() throws IOException, InterruptedException {
        service.api().pause(mirror);
        service.api().awaitState(mirror, "STATUS_PAUSED");
    }

    PostgresDatabase source() {
        return source;
    }

    PostgresDatabase destination() {
        return destination;
    }

    /** Compares the tables; fails when something else comes of it. */
    void requireOutcome(String outcome, int parallel) throws IOException, InterruptedException {
        String found = service.api().verify(mirror, parallel);
        if (!found.equals(outcome)) {
            throw new IllegalStateException("the comparison says " + found + " instead of " + outcome);
        }
    }

    @Override
    public void copy() throws IOException, InterruptedException {
        create(true);
    }

    @Override
    public void createPeers() throws IOException, InterruptedException {
        service.api().createPeer(mirror + "_source", source);
        service.api().createPeer(mirror + "_destination", destination);
    }

    /** Makes the mirror, and returns while the work begins. */
    void create(boolean snapshot) throws IOException, InterruptedException {
        service.api().createMirror(mirror, mirror + "_source", mirror + "_destination", snapshot);
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
    public void awaitLast() throws InterruptedException {
        Visible.await(destination);
    }

    @Override
    public void verify() {
        OrdersTable.assertEqual(source, destination, name());
    }

    @Override
    public double cpuSeconds() {
        return service.cpuSeconds();
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
        destination.close();
    }
}
