package dev.tain.app.internal.screen;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last values of something that is measured once a second, drawn as a small chart. */
public final class Meter {
    private static final int KEPT = 40;

    private final Deque<Double> values = new ArrayDeque<>();

    public void add(double value) {
        values.addLast(value);
        if (values.size() > KEPT) {
            values.removeFirst();
        }
    }

    public double last() {
        return values.isEmpty() ? 0 : values.getLast();
    }

    /** The newest value is at the right; the largest one is the highest. */
    public String chart(Style style) {
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder chart = new StringBuilder();
        values.forEach(value -> chart.append(style.level(most == 0 ? 0 : value / most)));
        return style.accent(chart.toString());
    }
}
