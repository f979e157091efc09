package dev.tain.app.cli;

import dev.tain.app.internal.demo.Demo;
import dev.tain.app.internal.demo.DemoDestination;
import dev.tain.app.internal.demo.DemoOptions;
import dev.tain.app.internal.linkdemo.LinkDemo;
import dev.tain.app.internal.linkdemo.LinkDemoOptions;
import dev.tain.app.internal.process.StopSignal;
import dev.tain.model.TainException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain demo}: a live mirror between two real databases, in a minute. */
final class DemoCommand implements Command {

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Watch a real PostgreSQL database being mirrored live, or with the word links a Kafka"
                        + " topic. Starts all servers, and removes everything at the end.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("links")
                .arity("0..1")
                .index("0")
                .type(Subject.class)
                .description("links: a topic in a Kafka cluster, mirrored into another one")
                .build());
        spec.addOption(OptionSpec.builder("--once")
                .type(boolean.class)
                .description("End after the verification: status 0 when both sides are equal, 1 when not.")
                .build());
        spec.addOption(option(
                "--to", "SYSTEM", DemoDestination.class, "what to mirror into: postgres, clickhouse", "postgres"));
        spec.addOption(option("--rows", "N", Long.class, "how many rows", Long.toString(DemoOptions.DEFAULT_ROWS)));
        spec.addOption(option(
                "--rate",
                "N",
                Integer.class,
                "commits a second at the source",
                Integer.toString(DemoOptions.DEFAULT_COMMITS_PER_SECOND)));
        spec.addOption(option(
                "--http", "HOST:PORT", String.class, "where the API listens; port 0 is any", DemoOptions.DEFAULT_HTTP));
        spec.addOption(OptionSpec.builder("--data")
                .paramLabel("DIR")
                .type(Path.class)
                .description("where its directory is made, and deleted at the end")
                .build());
    }

    /** What else than databases there is to see. */
    private enum Subject {
        links
    }

    private static OptionSpec option(String name, String label, Class<?> type, String text, String standard) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(type)
                .defaultValue(standard)
                .description(text + " (" + standard + ")")
                .build();
    }

    @Override
    public int run(ParseResult given) {
        boolean once = given.hasMatchedOption("--once");
        if (given.hasMatchedPositional(0)) {
            LinkDemoOptions links = new LinkDemoOptions(
                    once, value(given, "--http", String.class), given.matchedOptionValue("--data", null));
            try (StopSignal stop = StopSignal.install(once ? Exit.STOPPED : Exit.DONE)) {
                return run(() -> new LinkDemo(links, stop).run(), stop);
            }
        }
        DemoOptions options = new DemoOptions(
                once,
                value(given, "--rows", Long.class),
                value(given, "--rate", Integer.class),
                value(given, "--http", String.class),
                given.matchedOptionValue("--data", null),
                value(given, "--to", DemoDestination.class));
        try (StopSignal stop = StopSignal.install(once ? Exit.STOPPED : Exit.DONE)) {
            return run(() -> new Demo(options, stop).run(), stop);
        }
    }

    /** A demo; says whether both sides were equal. */
    @FunctionalInterface
    private interface Run {
        boolean run() throws IOException, SQLException, InterruptedException;
    }

    private static int run(Run demo, StopSignal stop) {
        try {
            boolean equal = demo.run();
            return equal ? Exit.DONE : Exit.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.STOPPED;
        } catch (IOException | SQLException | RuntimeException e) {
            if (stop.isAsked()) {
                return Exit.STOPPED; // what it talked to may have gone first, which is no failure
            }
            return tellFailure(e);
        }
    }

    private static int tellFailure(Exception e) {
        if (e instanceof TainException known) {
            throw known;
        }
        System.err.println("tain: " + e.getMessage());
        return Exit.FAILED;
    }

    private static <T> T value(ParseResult given, String option, Class<T> type) {
        return type.cast(given.commandSpec().findOption(option).getValue());
    }
}
