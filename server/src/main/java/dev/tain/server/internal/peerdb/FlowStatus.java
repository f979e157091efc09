package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** The published states of a mirror. */
enum FlowStatus implements Numbered {
    STATUS_UNKNOWN(0),
    STATUS_RUNNING(1),
    STATUS_PAUSED(2),
    STATUS_PAUSING(3),
    STATUS_SETUP(4),
    STATUS_SNAPSHOT(5),
    STATUS_TERMINATING(6),
    STATUS_TERMINATED(7),
    STATUS_COMPLETED(8),
    STATUS_RESYNC(9),
    STATUS_FAILED(10),
    STATUS_MODIFYING(11);

    private final int number;

    FlowStatus(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
