package dev.tain.engine.store;

import dev.tain.engine.SlotSample;
import java.time.Duration;
import java.util.List;

/**
 * How replication slots stood. Of each minute and each hour the sample with the greatest lag is kept, for as long as
 * {@link Grain} says; a peer's go with it.
 */
public interface SlotSampleStore {
    /** Stores samples of a peer, and removes those of all peers that are older than is kept. */
    void put(String peer, List<SlotSample> samples);

    /** Oldest first. */
    List<SlotSample> since(String peer, String slot, long fromMillis, Grain grain);

    /** What one sample stands for, and how long it is kept. */
    enum Grain {
        MINUTE(Duration.ofMinutes(1), Duration.ofDays(1)),
        HOUR(Duration.ofHours(1), Duration.ofDays(31));

        private final Duration width;
        private final Duration kept;

        Grain(Duration width, Duration kept) {
            this.width = width;
            this.kept = kept;
        }

        public Duration width() {
            return width;
        }

        public Duration kept() {
            return kept;
        }
    }
}
