package dev.tain.app.cli;

import dev.tain.app.Service;
import dev.tain.app.Version;
import dev.tain.app.internal.log.Logging;
import dev.tain.app.internal.process.StopSignal;
import dev.tain.app.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service in the foreground, until the process is asked to stop. */
final class Serving {
    private Serving() {}

    /** @return the exit status */
    static int run(Settings settings) {
        Logging.toStandardError(settings.log());
        Logger log = LoggerFactory.getLogger("dev.tain.app");
        try (StopSignal stop = StopSignal.install(Exit.DONE)) {
            try (Service service = Service.open(settings)) {
                log.info("Tain {} serves at {} ({} ms after the start)", Version.text(), service.address(), age());
                stop.await();
                log.info("Stopping");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            log.info("Stopped");
            return Exit.DONE;
        }
    }

    private static long age() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now)
                .toMillis();
    }
}
