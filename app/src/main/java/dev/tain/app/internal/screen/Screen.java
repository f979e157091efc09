package dev.tain.app.internal.screen;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * Lines that stay, and below them a block that is redrawn in place where the output is a terminal. Elsewhere there is
 * no block, and those who would redraw it print a line now and then. Used by one thread.
 */
public final class Screen {
    /** The start script gives the terminal's width, and nothing when the output is no terminal. */
    private static final String COLUMNS = "tain.columns";

    private static final int LEAST_COLUMNS = 60;
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final int columns;
    private final Style style;
    private int drawn;

    private Screen(PrintStream out, int columns, Style style) {
        this.out = out;
        this.columns = columns;
        this.style = style;
    }

    /** Standard output, whatever it is. */
    public static Screen ofProcess() {
        String given = System.getProperty(COLUMNS);
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        int columns = given == null || dumb ? 0 : columns(given);
        boolean unicode = System.out.charset().equals(Charset.forName("UTF-8"));
        boolean colours = columns > 0 && System.getenv("NO_COLOR") == null;
        return new Screen(System.out, columns, new Style(colours, unicode));
    }

    private static int columns(String given) {
        try {
            return Math.max(LEAST_COLUMNS, Integer.parseInt(given));
        } catch (NumberFormatException e) {
            return LEAST_COLUMNS; // a terminal that does not tell its size
        }
    }

    /** Whether {@link #redraw} shows anything. */
    public boolean isLive() {
        return columns > 0;
    }

    public Style style() {
        return style;
    }

    /** Adds a line that stays; below it, a block begins anew. */
    public void print(String line) {
        out.print(eraseBlock() + line + System.lineSeparator());
        out.flush();
    }

    /** Replaces the block. */
    public void redraw(List<String> lines) {
        if (!isLive()) {
            return;
        }
        StringBuilder text = new StringBuilder(eraseBlock());
        for (String line : lines) {
            text.append(fit(line)).append(System.lineSeparator());
        }
        out.print(text);
        out.flush();
        drawn = lines.size();
    }

    /** Leaves the block as it is, among the lines that stay. */
    public void keep() {
        drawn = 0;
    }

    private String eraseBlock() {
        String erase = drawn == 0 ? "" : "\u001b[" + drawn + "A\r" + CLEAR_BELOW;
        drawn = 0;
        return erase;
    }

    /** A line that is too wide would take two, and the next block would be drawn in the wrong place. */
    private String fit(String line) {
        if (Style.width(line) < columns) {
            return line;
        }
        return line.replaceAll("\u001b\\[[0-9;]*m", "").substring(0, columns - 1);
    }
}
