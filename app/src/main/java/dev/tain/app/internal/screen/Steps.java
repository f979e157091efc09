package dev.tain.app.internal.screen;

import java.util.List;
import java.util.Locale;

/** Shows what is being prepared, and when it is done, how long it took. */
public final class Steps {
    private static final int NAME = 14;
    private static final int TEXT = 62;

    private final Screen screen;

    public Steps(Screen screen) {
        this.screen = screen;
    }

    /** Something that takes a while, and what can be said about it afterwards. */
    @FunctionalInterface
    public interface Step<E extends Exception> {
        String run() throws E, InterruptedException;
    }

    /** @param what is being done, in a few words */
    public <E extends Exception> void run(String name, String what, Step<E> step) throws E, InterruptedException {
        begin(name, what);
        long begun = System.nanoTime();
        done(name, step.run(), begun);
    }

    public void begin(String name, String what) {
        Style style = screen.style();
        String mark = style.drawings() ? "…" : ".";
        screen.redraw(List.of(style.dim("  " + mark + " " + Style.left(name, NAME) + what)));
    }

    /** @param begun by {@link System#nanoTime()} */
    public void done(String name, String text, long begun) {
        Style style = screen.style();
        String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begun) / 1e9);
        screen.print("  " + style.done() + " " + Style.left(name, NAME) + Style.left(text, TEXT)
                + style.dim(Style.right(seconds, 8)));
    }
}
