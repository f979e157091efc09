package dev.tain.link.internal.control;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Brings the partition of the store back to a link broker, because only one that leads it decides about links. The
 * broker that is its first replica takes it back when it is there again; when it stays away another link broker puts
 * itself in its place. Used by one thread.
 */
final class StoreLeadership {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    /** How long the first replica may be away, as while it restarts. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TopicKeeper topics;
    private final Clock clock;
    private long nextMillis;
    private long awaySinceMillis;

    StoreLeadership(TopicKeeper topics, Clock clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** Called again and again while this broker does not lead the store. */
    void attempt() {
        long now = clock.millis();
        if (now < nextMillis) {
            return;
        }
        nextMillis = now + BETWEEN.toMillis();
        topics.leadAgain(List.of(LinkStore.TOPIC));
        if (topics.isPreferredLeaderThere(LinkStore.TOPIC)) {
            awaySinceMillis = 0;
        } else if (awaySinceMillis == 0) {
            awaySinceMillis = now;
        } else if (now - awaySinceMillis > PATIENCE.toMillis()) {
            topics.placeFirst(LinkStore.TOPIC);
        }
    }
}
