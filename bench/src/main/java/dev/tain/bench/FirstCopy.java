package dev.tain.bench;

import java.io.IOException;

/** A mirror that can be made with a first copy. */
interface FirstCopy extends Consumer {
    /** Makes the peers. */
    void createPeers() throws IOException, InterruptedException;

    /** Makes the mirror, and returns while the copy begins. */
    void copy() throws IOException, InterruptedException;

    /** Waits until all its tables are copied and changes arrive. */
    void awaitRunning() throws IOException, InterruptedException;
}
