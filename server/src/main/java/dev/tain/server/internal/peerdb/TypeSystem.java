package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** The published type systems; both mean the same here. */
enum TypeSystem implements Numbered {
    Q(0),
    PG(1);

    private final int number;

    TypeSystem(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
