package dev.tain.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command of the command line. Specifications are built by code: scanning annotations would cost start-up time. */
interface Command {
    String name();

    /** Adds options and texts; called at each start, so it loads nothing. */
    void describe(CommandSpec spec);

    /** Does it, and returns an exit status. */
    int run(ParseResult given);
}
