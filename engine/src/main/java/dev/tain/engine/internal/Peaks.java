package dev.tain.engine.internal;

import dev.tain.engine.SlotSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fewer samples that still show how bad it was. */
final class Peaks {
    private Peaks() {}

    /** At most so many of them, in their order: of neighbours the one with the greatest lag. */
    static List<SlotSample> of(List<SlotSample> samples, int most) {
        if (samples.size() <= most) {
            return List.copyOf(samples);
        }
        List<SlotSample> peaks = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            int from = (int) ((long) i * samples.size() / most);
            int to = (int) ((i + 1L) * samples.size() / most);
            peaks.add(samples.subList(from, to).stream()
                    .max(Comparator.comparingLong(SlotSample::lagBytes))
                    .orElseThrow());
        }
        return peaks;
    }
}
