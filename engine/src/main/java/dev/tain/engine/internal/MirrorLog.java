package dev.tain.engine.internal;

import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.store.HistoryStore;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what happens to a mirror, to its log in the catalog and to the process's own. */
final class MirrorLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.tain.mirror");

    private final HistoryStore history;
    private final String mirror;
    private final Clock clock;

    MirrorLog(HistoryStore history, String mirror, Clock clock) {
        this.history = history;
        this.mirror = mirror;
        this.clock = clock;
    }

    void info(String text) {
        LOG.info("{}: {}", mirror, text);
        history.log(mirror, Level.INFO, text, clock.millis());
    }

    void warn(String text) {
        LOG.warn("{}: {}", mirror, text);
        history.log(mirror, Level.WARN, text, clock.millis());
    }

    void error(String text) {
        LOG.error("{}: {}", mirror, text);
        history.log(mirror, Level.ERROR, text, clock.millis());
    }

    /** A mistake of ours: the process's log gets the whole of it. */
    void bug(RuntimeException error) {
        LOG.error("{}: a mistake in Tain", mirror, error);
    }
}
