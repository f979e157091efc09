package dev.tain.app.cli;

import dev.tain.app.internal.client.ApiClient;
import dev.tain.app.internal.client.MirrorVerify;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain mirror}: asks a Tain that runs about its mirrors. */
final class MirrorCommand implements Command {
    private static final String VERIFY = "verify";
    private static final String STANDARD_API = "http://127.0.0.1:3000";

    private static final String VERIFY_STATUSES = """
            %nExit status: 0 equal, or put right; 1 different, or it could not be done; 2 wrong usage;
            3 nothing is known to differ, but some rows changed whenever they were looked at.%n""";

    @Override
    public String name() {
        return "mirror";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Ask a Tain that runs about its mirrors.");
        CommandSpec verify = CommandSpec.create().name(VERIFY);
        verify.usageMessage()
                .description("Compare a mirror's tables with their copies, while both change.")
                .footer(VERIFY_STATUSES)
                .optionListHeading("%n")
                .sortOptions(false);
        verify.addPositional(mirrorName());
        verify.addOption(OptionSpec.builder("--tables")
                .paramLabel("TABLE,...")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex(",")
                .description("source tables to compare (all)")
                .build());
        verify.addOption(flag("--repair", "put rows right that differ"));
        verify.addOption(number("--parallel", int.class, "ranges of a table at the same time (2)"));
        verify.addOption(number("--rows-per-second", long.class, "rows to read at most at both sides together"));
        verify.addOption(flag("--json", "print the result as the API has it"));
        addCommon(verify);
        spec.addSubcommand(VERIFY, verify);
        StoppedTablesCommands.describe(spec);
    }

    /** What every subcommand has. */
    static void addCommon(CommandSpec command) {
        command.addOption(OptionSpec.builder("--api")
                .paramLabel("URL")
                .type(URI.class)
                .defaultValue(STANDARD_API)
                .description("where Tain answers (" + STANDARD_API + "); its password is taken from TAIN_PASSWORD")
                .build());
        command.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this text.")
                .build());
    }

    static PositionalParamSpec mirrorName() {
        return PositionalParamSpec.builder()
                .index("0")
                .paramLabel("NAME")
                .type(String.class)
                .required(true)
                .description("the mirror")
                .build();
    }

    static OptionSpec flag(String name, String text) {
        return OptionSpec.builder(name).type(boolean.class).description(text).build();
    }

    private static OptionSpec number(String name, Class<?> type, String text) {
        return OptionSpec.builder(name)
                .paramLabel("N")
                .type(type)
                .defaultValue("0")
                .description(text)
                .build();
    }

    @Override
    public int run(ParseResult given) {
        if (!given.hasSubcommand()) {
            given.commandSpec().commandLine().usage(System.err);
            return Exit.WRONG_USE;
        }
        ParseResult asked = given.subcommand();
        String password = Objects.requireNonNullElse(System.getenv("TAIN_PASSWORD"), "");
        try (ApiClient api = new ApiClient(value(asked, "--api", URI.class), password)) {
            return asked.commandSpec().name().equals(VERIFY)
                    ? verify(asked, api)
                    : StoppedTablesCommands.run(asked, api);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.STOPPED;
        }
    }

    private static int verify(ParseResult verify, ApiClient api) throws InterruptedException {
        MirrorVerify.Wish wish = new MirrorVerify.Wish(
                verify.matchedPositionalValue(0, ""),
                verify.matchedOptionValue("--tables", List.of()),
                verify.hasMatchedOption("--repair"),
                value(verify, "--parallel", Integer.class),
                value(verify, "--rows-per-second", Long.class),
                verify.hasMatchedOption("--json"));
        return status(new MirrorVerify(api, wish).run());
    }

    private static int status(String outcome) {
        return switch (outcome) {
            case "EQUAL" -> Exit.DONE;
            case "UNDECIDED" -> Exit.UNDECIDED;
            default -> Exit.FAILED;
        };
    }

    private static <T> T value(ParseResult given, String option, Class<T> type) {
        return type.cast(given.commandSpec().findOption(option).getValue());
    }
}
