package dev.tain.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server could not be prepared, started or stopped. The message says what happened and what to do. */
public final class EmbeddedPostgresException extends RuntimeException {
    EmbeddedPostgresException(String message) {
        this(message, null);
    }

    EmbeddedPostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
