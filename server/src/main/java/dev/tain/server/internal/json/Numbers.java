package dev.tain.server.internal.json;

import java.math.BigDecimal;
import java.util.Optional;

/** Whole numbers in any spelling of JSON: {@code 42}, {@code "42"}, {@code 42.0}, {@code 4.2e1}; never rounded. */
final class Numbers {
    private static final int MAX_LENGTH = 64;

    private Numbers() {}

    /** The number, if the text is one and it is whole and within the limits. */
    static Optional<Long> integer(String text, long min, long max) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            long value = new BigDecimal(text).longValueExact();
            return value < min || value > max ? Optional.empty() : Optional.of(value);
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Double> decimal(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
