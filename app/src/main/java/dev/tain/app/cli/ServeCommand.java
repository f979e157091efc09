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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain serve}: the service in the foreground, until the process is asked to stop. */
final class ServeCommand implements Command {

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Run the service in the foreground; logs go to standard error. Ctrl-C or SIGTERM stops"
                        + " it cleanly.");
        SettingsOptions.add(spec);
    }

    @Override
    public int run(ParseResult given) {
        Settings settings = SettingsOptions.read(given);
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
