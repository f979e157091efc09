package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** Where credentials of AWS come from. */
enum AwsAuthType implements Numbered {
    IAM_AUTH_AUTOMATIC(0),
    IAM_AUTH_STATIC_CREDENTIALS(1),
    IAM_AUTH_ASSUME_ROLE(2);

    private final int number;

    AwsAuthType(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
