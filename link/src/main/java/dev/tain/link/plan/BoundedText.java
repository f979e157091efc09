package dev.tain.link.plan;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;

/**
 * A text that can be looked at so often and no more, so that a pattern of somebody's own which goes back and forth
 * without end is refused instead of keeping a thread. Used by one thread.
 */
public final class BoundedText implements CharSequence {
    /** A sensible pattern looks at each character of a topic's name, at most 249, a few times. */
    private static final int MOST_LOOKS = 100_000;

    private final String text;
    private int looks;

    public BoundedText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    /** @throws TainException {@code REQUEST_INVALID} when it was looked at too often */
    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new TainException(
                    ErrorCode.REQUEST_INVALID,
                    "The pattern takes too long to match '" + text + "'.",
                    "Use a simpler one, without repetitions inside of repetitions such as (a+)+.");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
