package dev.tain.app.internal.demo;

import static dev.tain.app.internal.screen.Style.left;
import static dev.tain.app.internal.screen.Style.number;
import static dev.tain.app.internal.screen.Style.right;

import dev.tain.app.internal.demo.MirrorView.TableView;
import dev.tain.app.internal.screen.Screen;
import dev.tain.app.internal.screen.Style;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Shows a copy's progress: a bar for each table on a terminal, elsewhere a line for each table that is copied. */
final class SnapshotView {
    private static final int NAME = 14;
    private static final int BAR = 36;
    /** A few rows take as long as asking about them. */
    private static final int LEAST_ROWS_FOR_RATE = 10_000;

    private final Screen screen;
    private final Style style;
    private final Map<ShopTable, Stopwatch> watches = new EnumMap<>(ShopTable.class);

    private String toldTrouble = "";

    SnapshotView(Screen screen) {
        this.screen = screen;
        this.style = screen.style();
    }

    private static final class Stopwatch {
        private final long begun = System.nanoTime();
        private double seconds;
        private boolean stopped;
        private boolean shown;

        void read() {
            seconds = stopped ? seconds : Math.max(0.001, (System.nanoTime() - begun) / 1e9);
        }
    }

    void update(MirrorView mirror) {
        List<String> lines = new ArrayList<>();
        for (TableView table : mirror.tables()) {
            Stopwatch watch = watch(table);
            String line = line(table, watch);
            lines.add(line);
            if (table.copied() && !watch.shown && !screen.isLive()) {
                screen.print(line);
                watch.shown = true;
            }
        }
        if (!mirror.trouble().isEmpty()) {
            lines.add(style.bad("  " + mirror.trouble()));
        }
        if (!screen.isLive() && !mirror.trouble().equals(toldTrouble)) {
            screen.print("  " + mirror.trouble());
        }
        toldTrouble = mirror.trouble();
        screen.redraw(lines);
    }

    private Stopwatch watch(TableView table) {
        if (!table.begun()) {
            return new Stopwatch();
        }
        Stopwatch watch = watches.computeIfAbsent(table.table(), _ -> new Stopwatch());
        watch.read();
        watch.stopped = table.copied();
        return watch;
    }

    private String line(TableView table, Stopwatch watch) {
        long estimate = table.copied() ? Math.max(1, table.rows()) : Math.max(1, table.estimate());
        double share = table.copied() ? 1 : (double) table.rows() / estimate;
        boolean telling = table.rows() >= LEAST_ROWS_FOR_RATE && watch.seconds > 0;
        String rate = telling ? number(table.rows() / watch.seconds) + " rows/s" : "";
        return "  " + left(table.table().sqlName(), NAME)
                + style.bar(share, BAR)
                + right(number(table.rows()), 12)
                + style.dim(" rows")
                + style.dim(right(rate, 18))
                + "  "
                + (table.copied() ? style.done() : " ");
    }
}
