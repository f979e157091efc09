package dev.tain.link.plan;

import java.util.function.Predicate;

/**
 * One thing that can be set about a link.
 *
 * @param standard what counts when it is not set; empty for nothing
 * @param kind what it is for
 * @param accepted what values it may have, given without spaces around
 * @param form what they look like, for messages
 */
public record LinkConfig(String name, String standard, Kind kind, Predicate<String> accepted, String form) {

    /** What a setting is for, and whether it may change. */
    public enum Kind {
        /** Of the link itself, and may change. */
        LINK,
        /** Of the link itself, given when it is made or never. */
        FIXED,
        /** Shown, never set. */
        SHOWN,
        /** Handed to Kafka's client for the source. */
        CLIENT,
        /** The same, and never shown. */
        SECRET
    }

    public boolean isSensitive() {
        return kind == Kind.SECRET;
    }

    public boolean isReadOnly() {
        return kind == Kind.FIXED || kind == Kind.SHOWN;
    }

    /** Whether Kafka's client for the source hears of it. */
    public boolean isForClient() {
        return kind == Kind.CLIENT || kind == Kind.SECRET;
    }

    /** The same, handed to Kafka's client. */
    LinkConfig forClient() {
        return new LinkConfig(name, standard, Kind.CLIENT, accepted, form);
    }
}
