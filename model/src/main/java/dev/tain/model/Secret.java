package dev.tain.model;

import java.util.Objects;

/** A text that must not be seen. Its value leaves through {@link #reveal()} alone. */
public final class Secret {
    public static final String REDACTED = "********";

    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}
