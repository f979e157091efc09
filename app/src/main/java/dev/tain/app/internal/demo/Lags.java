package dev.tain.app.internal.demo;

import java.util.List;

/**
 * Times from commit to visible, in milliseconds: the middle one and the longest. Both are 0 when nothing was measured.
 */
record Lags(double middle, double worst) {

    static Lags of(List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? new Lags(0, 0) : new Lags(sorted.get(sorted.size() / 2), sorted.getLast());
    }
}
