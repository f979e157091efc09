package dev.tain.link;

import java.time.Duration;

/**
 * How mirrors are to end.
 *
 * @param planned whether they must have all of the source first
 * @param within when what has not ended is given up, and follows again; zero for never, as for what is not planned
 * @param fenced whether the source's topics are closed to their writers first
 */
public record EndingWish(boolean planned, Duration within, boolean fenced) {
    /** As they are, at once. */
    public static final EndingWish NOW = new EndingWish(false, Duration.ZERO, false);

    /** When they have all, however long that takes. */
    public static final EndingWish PLANNED = new EndingWish(true, Duration.ZERO, false);
}
