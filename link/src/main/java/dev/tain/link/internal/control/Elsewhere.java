package dev.tain.link.internal.control;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;

/** Another process decides about links at the moment. */
final class Elsewhere {
    private Elsewhere() {}

    static TainException fault() {
        return new TainException(
                ErrorCode.LINK_NOT_HERE,
                "Another link broker of this cluster decides about links at the moment.",
                "Ask that one, or try again when this one leads the partition of " + LinkStore.TOPIC + ".");
    }
}
