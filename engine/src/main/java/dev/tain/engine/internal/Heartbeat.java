package dev.tain.engine.internal;

import dev.tain.connector.Source;
import java.time.Clock;

/**
 * Makes an idle source log a commit from time to time, so that the slot moves on although none of the mirrored tables
 * changes, and the source can drop its log. One thread, until interrupted.
 */
final class Heartbeat {
    private final Source source;
    private final Gauge gauge;
    private final long intervalMillis;
    private final Clock clock;

    Heartbeat(Source source, Gauge gauge, long intervalMillis, Clock clock) {
        this.source = source;
        this.gauge = gauge;
        this.intervalMillis = intervalMillis;
        this.clock = clock;
    }

    void run() throws InterruptedException {
        while (true) {
            Thread.sleep(intervalMillis);
            if (clock.millis() - gauge.lastCommitReadAt() >= intervalMillis) {
                source.heartbeat();
            }
        }
    }
}
