package dev.tain.server.internal.json;

/** An enum whose constants have a published number; a message may name one by its name or by its number. */
public interface Numbered {
    int number();
}
