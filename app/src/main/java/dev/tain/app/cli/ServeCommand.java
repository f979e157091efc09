package dev.tain.app.cli;

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
        return Serving.run(SettingsOptions.read(given));
    }
}
