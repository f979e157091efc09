package dev.tain.app.internal.linkdemo;

import dev.tain.app.Service;
import dev.tain.app.internal.file.TemporaryDirectory;
import dev.tain.app.internal.log.Logging;
import dev.tain.app.internal.process.StopSignal;
import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Steps;
import dev.tain.app.internal.screen.Style;
import dev.tain.app.settings.LogSettings;
import dev.tain.app.settings.Settings;
import dev.tain.link.KafkaPlace;
import dev.tain.link.SecretSeal;
import dev.tain.link.runtime.LinkBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The demo of links from beginning to end: two Kafka clusters in this process, a link between them that is made
 * through the HTTP API, and the proof that the copy is equal. Everything lies in a directory that is gone afterwards,
 * unless something failed.
 */
public final class LinkDemo {
    private final LinkDemoOptions options;
    private final StopSignal stop;
    private final Screen screen = Screen.ofProcess();
    private final Steps steps = new Steps(screen);

    public LinkDemo(LinkDemoOptions options, StopSignal stop) {
        this.options = options;
        this.stop = stop;
    }

    /**
     * Runs it; returns early when asked to stop.
     *
     * @return whether both sides were found equal
     */
    public boolean run() throws IOException, InterruptedException {
        Style style = screen.style();
        screen.print("");
        screen.print("  " + style.bold("Tain") + style.dim("  a Kafka topic, mirrored live into another cluster"));
        screen.print("");
        try (TemporaryDirectory directory = TemporaryDirectory.open("tain-demo", options.parent())) {
            boolean equal = false;
            try {
                equal = show(directory.path());
                return equal;
            } finally {
                if (!equal && !stop.isAsked()) {
                    directory.keep();
                    screen.print("  The log is in " + directory.path().resolve("tain.log"));
                }
            }
        }
    }

    private boolean show(Path directory) throws IOException, InterruptedException {
        Logging.toFile(directory.resolve("tain.log"), new LogSettings(LogSettings.Level.INFO, LogSettings.Format.TEXT));
        steps.begin("Source", "a Kafka cluster of one node is started");
        long begun = System.nanoTime();
        KafkaPlace place = new KafkaPlace.Embedded(directory.resolve("source"), "127.0.0.1", 0);
        try (LinkBroker source = LinkBroker.open(place, new NoSecrets(), Clock.systemUTC())) {
            steps.done("Source", "Kafka at " + source.bootstrap(), begun);
            return show(directory, source);
        }
    }

    private boolean show(Path directory, LinkBroker source) throws IOException, InterruptedException {
        Settings settings = Settings.read(Settings.Inputs.only(Map.of(
                "http",
                options.http(),
                "data",
                directory.resolve("service").toString(),
                "kafka",
                "embedded",
                "kafka.listen",
                "127.0.0.1:0")));
        steps.begin("Tain", "starts, with the destination's cluster");
        long begun = System.nanoTime();
        try (Service service = Service.open(settings);
                LinkApi api = new LinkApi(service.address())) {
            String here = service.kafka().orElseThrow();
            steps.done("Tain", "serves at " + service.address() + ", Kafka at " + here, begun);
            return new LinkShow(screen, stop, api, source.bootstrap(), here).run(options.once());
        }
    }

    /** The source is no link's destination, so it has none. */
    private static final class NoSecrets implements SecretSeal {
        @Override
        public String seal(String place, String secret) {
            throw new IllegalStateException("the demo's source has no secrets");
        }

        @Override
        public String open(String place, String kept) {
            throw new IllegalStateException("the demo's source has no secrets");
        }
    }
}
