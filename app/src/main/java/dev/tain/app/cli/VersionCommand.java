package dev.tain.app.cli;

import dev.tain.app.Version;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain version}. */
final class VersionCommand implements Command {

    @Override
    public String name() {
        return "version";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Show the version of Tain and of Java.");
    }

    @Override
    public int run(ParseResult given) {
        return print();
    }

    static int print() {
        System.out.println("tain " + Version.text() + " (Java " + Runtime.version() + ")");
        return Exit.DONE;
    }
}
