package dev.tain.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain help}. */
final class HelpCommand implements Command {

    @Override
    public String name() {
        return "help";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Show this text; `tain COMMAND --help` tells more about one command.");
    }

    @Override
    public int run(ParseResult given) {
        given.commandSpec().root().commandLine().usage(System.out);
        return Exit.DONE;
    }
}
