package dev.tain.engine.internal;

import dev.tain.connector.Source;
import java.time.Clock;

/**
 * Makes an idle source log a commit from time to time, so that the slot moves on although none of the mirrored tables
 * changes, and the source can drop its log.
 */
final class Heartbeat implements Duty {
    private final Source source;
    private final Gauge gauge;
    private final long intervalMillis;
    private final Clock clock;
    private boolean begun;

    Heartbeat(Source source, Gauge gauge, long intervalMillis, Clock clock) {
        this.source = source;
        this.gauge = gauge;
        this.intervalMillis = intervalMillis;
        this.clock = clock;
    }

    /** The first step finds nothing to do: the stream has only just begun. */
    @Override
    public Pause step() {
        if (begun && clock.millis() - gauge.lastCommitReadAt() >= intervalMillis) {
            source.heartbeat();
        }
        begun = true;
        return () -> Thread.sleep(intervalMillis);
    }
}
