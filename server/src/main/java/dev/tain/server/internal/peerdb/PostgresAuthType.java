package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** How to sign in to PostgreSQL. */
enum PostgresAuthType implements Numbered {
    POSTGRES_PASSWORD(0),
    POSTGRES_IAM_AUTH(1);

    private final int number;

    PostgresAuthType(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
