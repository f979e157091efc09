package dev.tain.engine.internal;

import dev.tain.engine.store.MirrorRecord;
import dev.tain.model.TainException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a {@link MirrorRunner} for every mirror that this process can get the lease of. Looks when nudged, and every few
 * seconds, for mirrors whose process is gone.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long LOOK_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final MirrorRunner.Parts parts;
    private final Nudge nudge = new Nudge();
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Thread watcher = Thread.ofVirtual().name("supervisor").unstarted(this::watch);

    private record Running(MirrorRunner runner, Thread thread) {}

    Supervisor(MirrorRunner.Parts parts) {
        this.parts = parts;
    }

    void start() {
        parts.stores().leases().releaseAll(parts.owner());
        watcher.start();
    }

    /** Something was asked of a mirror: its runner looks at once, and is started if there is none. */
    void nudge(String mirror) {
        Running runs = running.get(mirror);
        if (runs != null) {
            runs.runner().nudge();
        }
        nudge.give();
    }

    /** How far behind the mirror is, when it runs in this process. */
    OptionalLong lagMillis(String mirror) {
        Running runs = running.get(mirror);
        return runs == null
                ? OptionalLong.empty()
                : runs.runner().gauge().lagMillis(parts.clock().millis());
    }

    /** What is known of a mirror that runs in this process. */
    Optional<Gauge> gauge(String mirror) {
        return Optional.ofNullable(running.get(mirror))
                .map(runs -> runs.runner().gauge());
    }

    private void watch() {
        try {
            while (true) {
                look();
                nudge.await(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            // asked to end by close()
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            for (MirrorRecord mirror : parts.stores().mirrors().list()) {
                running.computeIfAbsent(mirror.name(), this::begin);
            }
        } catch (TainException e) {
            LOG.warn("{}: {}; looking again in {} ms", e.code(), e.sentence(), LOOK_MILLIS);
        }
    }

    private Running begin(String mirror) {
        MirrorRunner runner = new MirrorRunner(mirror, parts);
        Thread thread = Thread.ofVirtual().name(mirror).start(() -> run(mirror, runner));
        return new Running(runner, thread);
    }

    private void run(String mirror, MirrorRunner runner) {
        try {
            runner.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TainException e) {
            // the catalog failed it; the next look begins it again
            LOG.warn("{}: {}: {}", mirror, e.code(), e.sentence());
        } catch (RuntimeException e) {
            LOG.error("{}: a mistake in Tain", mirror, e);
        } finally {
            running.remove(mirror);
        }
    }

    /** Ends all runners; what they had not committed is done again at the next start. */
    @Override
    public void close() {
        watcher.interrupt();
        running.values().forEach(runs -> runs.thread().interrupt());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Running runs : running.values()) {
                runs.thread().join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
