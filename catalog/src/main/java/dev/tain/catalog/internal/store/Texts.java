package dev.tain.catalog.internal.store;

/** Texts that come from elsewhere, such as a server's error message, made fit for storing. */
final class Texts {
    /** Characters of a line of a log or of a trouble; the rest is cut off. */
    static final int MAX_CHARACTERS = 4_000;

    private Texts() {}

    /** Without zero characters, which PostgreSQL refuses, and not too long. */
    static String storable(String text) {
        String clean = text.replace('\0', '\uFFFD');
        if (clean.length() <= MAX_CHARACTERS) {
            return clean;
        }
        boolean cutsPair = Character.isHighSurrogate(clean.charAt(MAX_CHARACTERS - 2));
        return clean.substring(0, MAX_CHARACTERS - (cutsPair ? 2 : 1)) + '…';
    }
}
