package dev.tain.model;

import java.util.HexFormat;

/**
 * A PostgreSQL log sequence number: a byte position in the write-ahead log, unsigned. Its text is the server's own, two
 * hexadecimal halves with a slash between them.
 */
public record Lsn(long value) implements Position {
    public static final Lsn ZERO = new Lsn(0);

    /** Reads the server's form, such as {@code 16/B374D848}. */
    public static Lsn of(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1 || slash > 8 || text.length() - slash > 9) {
            throw new IllegalArgumentException("not a log sequence number: " + text);
        }
        long high = HexFormat.fromHexDigitsToLong(text, 0, slash);
        long low = HexFormat.fromHexDigitsToLong(text, slash + 1, text.length());
        return new Lsn(high << 32 | low);
    }

    @Override
    public String text() {
        return String.format("%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }

    @Override
    public long order() {
        return value;
    }

    @Override
    public String toString() {
        return text();
    }
}
