package dev.tain.bench;

import java.io.IOException;

/** A mirror's first copy, from the request that creates the mirror until the mirror says that changes arrive. */
record TainSnapshot(FirstCopy mirror) implements Consumer {
    @Override
    public String name() {
        return mirror.name();
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        mirror.createPeers(); // all that the mirror makes is part of what is measured
    }

    @Override
    public void start() throws IOException, InterruptedException {
        mirror.copy();
    }

    @Override
    public void awaitLast() throws IOException, InterruptedException {
        mirror.awaitRunning();
    }

    @Override
    public void verify() throws Exception {
        mirror.verify();
    }

    @Override
    public double cpuSeconds() {
        return mirror.cpuSeconds();
    }

    @Override
    public double destinationCpuSeconds() {
        return mirror.destinationCpuSeconds();
    }

    @Override
    public void close() {
        mirror.close();
    }
}
