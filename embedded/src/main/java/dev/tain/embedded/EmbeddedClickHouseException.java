package dev.tain.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded ClickHouse could not be had, started or stopped. The message says what happened and what to do. */
public final class EmbeddedClickHouseException extends RuntimeException {
    EmbeddedClickHouseException(String message) {
        this(message, null);
    }

    EmbeddedClickHouseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
