package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** The published outcomes of validating a peer. */
enum PeerValidation implements Numbered {
    CREATION_UNKNOWN(0),
    VALID(1),
    INVALID(2);

    private final int number;

    PeerValidation(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
