package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** The published outcomes of creating a peer. */
enum PeerCreation implements Numbered {
    VALIDATION_UNKNOWN(0),
    CREATED(1),
    FAILED(2);

    private final int number;

    PeerCreation(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
