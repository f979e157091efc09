package dev.tain.server.internal.kafka;

import dev.tain.link.MirrorStatus.Condition;

/** All published states of a mirror topic. Clients know no others; some of these never happen here. */
enum MirrorTopicStatus {
    ACTIVE,
    FAILED,
    LINK_FAILED,
    LINK_PAUSED,
    PAUSED,
    PENDING_STOPPED,
    SOURCE_UNAVAILABLE,
    STOPPED,
    PENDING_MIRROR,
    PENDING_SYNCHRONIZE,
    PENDING_SETUP_FOR_RESTORE,
    PENDING_RESTORE;

    static MirrorTopicStatus of(Condition condition) {
        return switch (condition) {
            case ACTIVE -> ACTIVE;
            case PAUSED -> PAUSED;
            case LINK_PAUSED -> LINK_PAUSED;
            case SOURCE_UNAVAILABLE -> SOURCE_UNAVAILABLE;
            case FAILED -> FAILED;
            case STOPPING -> PENDING_STOPPED;
            case STOPPED -> STOPPED;
            case CLOSING_TO_RESTORE -> PENDING_SETUP_FOR_RESTORE;
            case RESTORING -> PENDING_RESTORE;
        };
    }
}
