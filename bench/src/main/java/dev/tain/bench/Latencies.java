package dev.tain.bench;

import java.util.Arrays;

/** Times from commit to visible, in microseconds, sorted. */
record Latencies(long[] micros) {
    private static final double MICROS_PER_MILLI = 1e3;

    Latencies {
        micros = micros.clone();
        Arrays.sort(micros);
    }

    /** The time in milliseconds within which so many percent were visible. */
    double percentile(double percent) {
        int index = (int) Math.ceil(percent / 100 * micros.length) - 1;
        return micros[Math.clamp(index, 0, micros.length - 1)] / MICROS_PER_MILLI;
    }
}
