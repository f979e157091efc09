package dev.tain.app.internal.demo;

import dev.tain.app.Service;
import dev.tain.app.internal.file.TemporaryDirectory;
import dev.tain.app.internal.log.Logging;
import dev.tain.app.internal.process.StopSignal;
import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Steps;
import dev.tain.app.internal.screen.Style;
import dev.tain.app.settings.LogSettings;
import dev.tain.app.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * The demo from beginning to end: a shop in one PostgreSQL server, its mirror in another, made through the HTTP API,
 * and the proof that both are equal. Everything lies in a directory that is gone afterwards, unless something failed.
 */
public final class Demo {
    private final DemoOptions options;
    private final StopSignal stop;
    private final Screen screen = Screen.ofProcess();
    private final Steps steps = new Steps(screen);

    public Demo(DemoOptions options, StopSignal stop) {
        this.options = options;
        this.stop = stop;
    }

    /**
     * Runs it; returns early when asked to stop.
     *
     * @return whether both sides were found equal
     */
    public boolean run() throws IOException, SQLException, InterruptedException {
        welcome();
        try (TemporaryDirectory directory = TemporaryDirectory.open("tain-demo", options.parent())) {
            boolean equal = false;
            try {
                equal = prepareAndShow(directory.path());
                return equal;
            } finally {
                if (stop.isAsked()) {
                    screen.print("");
                    screen.print("  Stopped; everything that it made is being removed.");
                } else if (!equal) {
                    directory.keep();
                    screen.print("  The log is in " + directory.path().resolve("tain.log"));
                }
            }
        }
    }

    private void welcome() {
        Style style = screen.style();
        screen.print("");
        screen.print("  " + style.bold("Tain")
                + style.dim("  a shop in PostgreSQL, mirrored live into "
                        + options.destination().words()));
        screen.print("");
    }

    private boolean prepareAndShow(Path directory) throws IOException, SQLException, InterruptedException {
        Logging.toFile(directory.resolve("tain.log"), new LogSettings(LogSettings.Level.INFO, LogSettings.Format.TEXT));
        ShopSize size = ShopSize.ofRows(options.rows());
        steps.begin("Servers", "PostgreSQL, and " + options.destination().words() + ", are started");
        long begun = System.nanoTime();
        try (DemoServers servers = DemoServers.open(directory, options.destination())) {
            steps.done("Source", servers.sourcePlace(), begun);
            steps.done("Destination", servers.destination().place(), begun);
            steps.run(
                    "Shop",
                    "its rows are made inside of the source",
                    () -> new ShopLoader(servers.source(), size).load());
            return serveAndShow(directory, servers, size);
        }
    }

    private boolean serveAndShow(Path directory, DemoServers servers, ShopSize size)
            throws IOException, SQLException, InterruptedException {
        Settings settings = Settings.read(Settings.Inputs.only(Map.of(
                "http", options.http(), "data", directory.resolve("service").toString())));
        long begun = System.nanoTime();
        try (Service service = Service.open(settings);
                DemoApi api = new DemoApi(service.address())) {
            steps.done("Tain", "serves at " + service.address(), begun);
            Show show = new Show(options, stop, screen, servers, api);
            return show.copy() && show.live(size);
        }
    }
}
