package dev.tain.app.cli;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line as a whole: which commands there are, help, and how errors are told. */
final class Program {
    private static final int WIDTH = 100;

    private static final String STATUSES = """
            %nExit status: 0 done or stopped as asked, 1 it could not be done, 2 wrong usage or settings,
            130 stopped before it was done.%n""";

    private Program() {}

    static int run(String[] arguments) {
        Map<String, Command> commands = new LinkedHashMap<>();
        for (Command command : List.of(
                new ServeCommand(),
                new LinkBrokerCommand(),
                new MirrorCommand(),
                new DemoCommand(),
                new ConfigCommand(),
                new VersionCommand(),
                new HelpCommand(),
                new RehearseCommand())) {
            commands.put(command.name(), command);
        }
        return commandLine(commands).execute(arguments);
    }

    private static CommandLine commandLine(Map<String, Command> commands) {
        CommandSpec root = CommandSpec.create().name("tain");
        root.usageMessage()
                .description("Tain keeps exact, live copies of data.")
                .commandListHeading("%nCommands:%n")
                .footer(STATUSES);
        addHelp(root);
        root.addOption(OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .description("Show the version.")
                .build());
        commands.forEach((name, command) -> {
            CommandSpec spec = CommandSpec.create().name(name);
            command.describe(spec);
            addHelp(spec);
            root.addSubcommand(name, spec);
        });
        return new CommandLine(root)
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> tellWrongUse(e))
                .setExecutionStrategy(given -> execute(given, commands));
    }

    private static void addHelp(CommandSpec spec) {
        spec.usageMessage().optionListHeading("%n").sortOptions(false);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this text.")
                .build());
    }

    private static int execute(ParseResult given, Map<String, Command> commands) {
        if (CommandLine.printHelpIfRequested(given)) {
            return Exit.DONE;
        }
        if (given.hasSubcommand()) {
            Command command = commands.get(given.subcommand().commandSpec().name());
            if (command != null) {
                return run(command, given.subcommand());
            }
        }
        if (given.hasMatchedOption("--version")) {
            return VersionCommand.print();
        }
        given.commandSpec().commandLine().usage(System.err);
        return Exit.WRONG_USE;
    }

    private static int run(Command command, ParseResult given) {
        try {
            return command.run(given);
        } catch (RuntimeException e) {
            return tellFailure(e, given.commandSpec().commandLine().getErr());
        }
    }

    private static int tellWrongUse(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("tain: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("`" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows what there is.");
        return Exit.WRONG_USE;
    }

    private static int tellFailure(RuntimeException e, PrintWriter err) {
        if (e instanceof TainException known) {
            err.println("tain: " + known.sentence());
            err.println(known.remedy());
            return known.code() == ErrorCode.SETTINGS_INVALID ? Exit.WRONG_USE : Exit.FAILED;
        }
        err.println("tain: this is a mistake in Tain. Please report it with the lines below.");
        e.printStackTrace(err);
        return Exit.FAILED;
    }
}
