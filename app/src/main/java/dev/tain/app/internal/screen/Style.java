package dev.tain.app.internal.screen;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Colours and drawn characters, or plain letters where the output shows neither.
 *
 * @param colours whether escape sequences may be used
 * @param drawings whether characters beyond ASCII may be used
 */
public record Style(boolean colours, boolean drawings) {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final String DRAWN_LEVELS = "▁▂▃▄▅▆▇█";
    private static final String PLAIN_LEVELS = "_.-=+*#@";

    public String bold(String text) {
        return sequence("1", text);
    }

    public String dim(String text) {
        return sequence("2", text);
    }

    public String good(String text) {
        return sequence("32", text);
    }

    public String bad(String text) {
        return sequence("31", text);
    }

    public String accent(String text) {
        return sequence("36", text);
    }

    public String done() {
        return good(drawings ? "✔" : "*");
    }

    public String failed() {
        return bad(drawings ? "✘" : "!");
    }

    /** A bar that is full at 1. */
    public String bar(double share, int width) {
        int full = (int) Math.round(Math.clamp(share, 0.0, 1.0) * width);
        String rest = (drawings ? "─" : "-").repeat(width - full);
        return accent((drawings ? "━" : "#").repeat(full)) + dim(rest);
    }

    /** One character that is high where the share is near 1. */
    public char level(double share) {
        String levels = drawings ? DRAWN_LEVELS : PLAIN_LEVELS;
        return levels.charAt((int) Math.round(Math.clamp(share, 0.0, 1.0) * (levels.length() - 1)));
    }

    /** The number of columns that a text takes. */
    public static int width(String text) {
        return SEQUENCE.matcher(text).replaceAll("").length();
    }

    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** With separators between thousands. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Rounded, with separators between thousands. */
    public static String number(double value) {
        return number(Math.round(value));
    }

    private String sequence(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
