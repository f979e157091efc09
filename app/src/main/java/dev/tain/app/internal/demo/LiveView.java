package dev.tain.app.internal.demo;

import static dev.tain.app.internal.screen.Style.left;
import static dev.tain.app.internal.screen.Style.number;
import static dev.tain.app.internal.screen.Style.right;

import dev.tain.app.internal.screen.Meter;
import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows once a second how much happens and how far the destination is behind. */
final class LiveView {
    private static final int NAME = 30;
    private static final int VALUE = 9;

    private final Screen screen;
    private final Style style;
    private final Meter commits = new Meter();
    private final Meter changes = new Meter();
    private final Meter lag = new Meter();
    private long lastCommits = -1;
    private long lastChanges;
    private long lastNanos;

    LiveView(Screen screen) {
        this.screen = screen;
        this.style = screen.style();
    }

    /** What is so far; differences to the last time are shown. */
    void update(long commitsSoFar, MirrorView mirror, Lags lags) {
        long now = System.nanoTime();
        if (lastCommits >= 0) {
            double seconds = (now - lastNanos) / 1e9;
            commits.add((commitsSoFar - lastCommits) / seconds);
            changes.add((mirror.rowsStreamed() - lastChanges) / seconds);
            lag.add(lags.middle());
            show(mirror, lags);
        }
        lastCommits = commitsSoFar;
        lastChanges = mirror.rowsStreamed();
        lastNanos = now;
    }

    private void show(MirrorView mirror, Lags lags) {
        String worst = style.dim("  worst " + millis(lags.worst()));
        String trouble = mirror.trouble().isEmpty() ? "" : style.bad("  " + mirror.trouble());
        if (!screen.isLive()) {
            screen.print("  source " + number(commits.last()) + " commits/s, applied " + number(changes.last())
                    + " changes/s, visible after " + millis(lags.middle()) + " (worst " + millis(lags.worst()) + ")"
                    + trouble);
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(line("commits/s at the source", number(commits.last()), commits, ""));
        lines.add(line("changes/s applied", number(changes.last()), changes, ""));
        lines.add(line("commit to visible", millis(lags.middle()), lag, worst));
        if (!trouble.isEmpty()) {
            lines.add(trouble);
        }
        screen.redraw(lines);
    }

    private String line(String name, String value, Meter meter, String more) {
        return "  " + left(name, NAME) + style.bold(right(value, VALUE)) + "  " + meter.chart(style) + more;
    }

    private static String millis(double millis) {
        return millis < 10_000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.0f s", millis / 1000);
    }
}
