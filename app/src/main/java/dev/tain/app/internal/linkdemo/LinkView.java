package dev.tain.app.internal.linkdemo;

import static dev.tain.app.internal.screen.Style.left;
import static dev.tain.app.internal.screen.Style.number;
import static dev.tain.app.internal.screen.Style.right;

import dev.tain.app.internal.screen.Meter;
import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Style;
import java.util.List;

/** Shows once a second how much is written and read, and how far the copy is behind. */
final class LinkView {
    private static final int NAME = 34;
    private static final int VALUE = 9;

    private final Screen screen;
    private final Style style;
    private final Meter written = new Meter();
    private final Meter read = new Meter();
    private final Meter age = new Meter();
    private long lastWritten = -1;
    private long lastRead;
    private long lastNanos;

    LinkView(Screen screen) {
        this.screen = screen;
        this.style = screen.style();
    }

    /** @param ages in milliseconds, sorted, of records when a reader had them at the copy */
    void update(long writtenSoFar, long readSoFar, LinkApi.Mirror mirror, List<Long> ages) {
        long now = System.nanoTime();
        if (lastWritten >= 0) {
            double seconds = (now - lastNanos) / 1e9;
            written.add((writtenSoFar - lastWritten) / seconds);
            read.add((readSoFar - lastRead) / seconds);
            age.add(ages.isEmpty() ? 0.0 : (double) ages.get(ages.size() / 2));
            show(mirror, ages.isEmpty() ? 0 : ages.getLast());
        }
        lastWritten = writtenSoFar;
        lastRead = readSoFar;
        lastNanos = now;
    }

    private void show(LinkApi.Mirror mirror, long worst) {
        String behind = mirror.status() + ", " + number(mirror.lag()) + " records behind";
        if (!screen.isLive()) {
            screen.print("  source " + number(written.last()) + " records/s, readable at the copy after "
                    + number(age.last()) + " ms (worst " + number(worst) + " ms), " + behind);
            return;
        }
        screen.redraw(List.of(
                line("records/s written at the source", number(written.last()), written, ""),
                line("committed records/s billed there", number(read.last()), read, ""),
                line(
                        "written to readable at the copy",
                        number(age.last()) + " ms",
                        age,
                        style.dim("  worst " + number(worst) + " ms")),
                "  " + left("the mirror is", NAME) + behind));
    }

    private String line(String name, String value, Meter meter, String more) {
        return "  " + left(name, NAME) + style.bold(right(value, VALUE)) + "  " + meter.chart(style) + more;
    }
}
