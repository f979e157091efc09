package dev.tain.server.internal.json;

/** How a published API writes its messages. */
public enum Spelling {
    /** Names in camel case, 64-bit integers as texts. */
    CAMEL,
    /** Names in snake case, all numbers as numbers. */
    SNAKE
}
