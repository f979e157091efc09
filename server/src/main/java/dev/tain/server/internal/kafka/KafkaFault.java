package dev.tain.server.internal.kafka;

import org.jspecify.annotations.Nullable;

/** A failure in the published words, ready to be answered. */
final class KafkaFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final PublishedError error;

    KafkaFault(PublishedError error, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    KafkaFault(PublishedError error, String message) {
        this(error, message, null);
    }

    PublishedError error() {
        return error;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
