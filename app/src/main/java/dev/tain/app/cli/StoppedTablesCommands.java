package dev.tain.app.cli;

import dev.tain.app.internal.client.ApiClient;
import dev.tain.app.internal.client.StoppedTables;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain mirror tables}, {@code retry} and {@code skip}: which tables have stopped, and what to do. */
final class StoppedTablesCommands {
    private static final String TABLES = "tables";
    private static final String RETRY = "retry";
    private static final String SKIP = "skip";
    private static final String TABLE = "--table";

    private StoppedTablesCommands() {}

    static void describe(CommandSpec mirror) {
        add(
                mirror,
                TABLES,
                "Show a mirror's tables, and why those that have stopped did.",
                "%nExit status: 0 no table has stopped; 1 one has, or it could not be asked; 2 wrong usage.%n");
        CommandSpec retry = add(
                mirror,
                RETRY,
                "Try tables again that have stopped: what was kept of them is applied, then they go on.",
                "%nExit status: 0 it is being done; 1 it could not be asked; 2 wrong usage.%n");
        retry.addOption(table(List.class, false, "the source table, with its schema (all that have stopped)"));
        CommandSpec skip = add(
                mirror,
                SKIP,
                "Leave out the change that a table has stopped for, record that, and go on with the table.",
                "%nExit status: 0 it is being done; 1 it could not be asked; 2 wrong usage.%n");
        skip.addOption(table(String.class, true, "the source table, with its schema"));
    }

    private static CommandSpec add(CommandSpec mirror, String name, String text, String statuses) {
        CommandSpec command = CommandSpec.create().name(name);
        command.usageMessage()
                .description(text)
                .footer(statuses)
                .optionListHeading("%n")
                .sortOptions(false);
        command.addPositional(MirrorCommand.mirrorName());
        command.addOption(MirrorCommand.flag("--json", "print the answer as the API has it"));
        MirrorCommand.addCommon(command);
        mirror.addSubcommand(name, command);
        return command;
    }

    private static OptionSpec table(Class<?> type, boolean required, String text) {
        return OptionSpec.builder(TABLE)
                .paramLabel("TABLE")
                .type(type)
                .auxiliaryTypes(String.class)
                .required(required)
                .description(text)
                .build();
    }

    static int run(ParseResult given, ApiClient api) throws InterruptedException {
        StoppedTables tables =
                new StoppedTables(api, given.matchedPositionalValue(0, ""), given.hasMatchedOption("--json"));
        return switch (given.commandSpec().name()) {
            case TABLES -> tables.show() ? Exit.DONE : Exit.FAILED;
            case RETRY -> {
                tables.retry(given.matchedOptionValue(TABLE, List.of()));
                yield Exit.DONE;
            }
            default -> {
                tables.skip(given.matchedOptionValue(TABLE, ""));
                yield Exit.DONE;
            }
        };
    }
}
