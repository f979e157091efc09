package dev.tain.app.cli;

import dev.tain.app.settings.Settings;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tain config}: all settings, and where each value comes from. */
final class ConfigCommand implements Command {
    private static final Settings.Row HEAD = new Settings.Row("SETTING", "VALUE", "FROM");

    @Override
    public String name() {
        return "config";
    }

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Show all settings and where each comes from. Takes the flags of serve.");
        SettingsOptions.add(spec);
    }

    @Override
    public int run(ParseResult given) {
        List<Settings.Row> rows = SettingsOptions.read(given).rows();
        int keyWidth = width(rows, Settings.Row::key);
        int valueWidth = width(rows, Settings.Row::shown);
        print(HEAD, keyWidth, valueWidth);
        rows.forEach(row -> print(row, keyWidth, valueWidth));
        return Exit.DONE;
    }

    private static void print(Settings.Row row, int keyWidth, int valueWidth) {
        System.out.println(pad(row.key(), keyWidth) + "  " + pad(row.shown(), valueWidth) + "  " + row.origin());
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static int width(List<Settings.Row> rows, Function<Settings.Row, String> column) {
        int widest = column.apply(HEAD).length();
        for (Settings.Row row : rows) {
            widest = Math.max(widest, column.apply(row).length());
        }
        return widest;
    }
}
