package dev.tain.engine;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list of numbered things.
 *
 * @param total how many there are in the whole list
 * @param preceding how many of the whole list come before the first of these, in the order of these; 0 when there are
 *     none
 */
public record Page<T>(List<T> items, long total, long preceding) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part.
     *
     * @param below only those with a lower number: of these the nearest to it
     * @param above only those with a higher number: of these the nearest to it, unless {@code below} is given
     * @param ascending whether the lowest number is first; without {@code below} and {@code above} the first ones of
     *     that order are meant
     * @param most how many at most
     * @param skipped how many of that order are passed over
     */
    public record Wish(OptionalLong below, OptionalLong above, boolean ascending, int most, int skipped) {
        /** Whether the nearest ones are those with the lowest numbers. */
        public boolean fromLowest() {
            return below.isEmpty() && (above.isPresent() || ascending);
        }
    }
}
