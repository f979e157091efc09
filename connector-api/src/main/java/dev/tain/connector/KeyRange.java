package dev.tain.connector;

import org.jspecify.annotations.Nullable;

/**
 * Rows whose key comes after one key, and not after another one, in the order of {@link ComparedTable#order}.
 *
 * @param after null for no bound
 * @param upTo null for no bound
 */
public record KeyRange(@Nullable RowKey after, @Nullable RowKey upTo) {
    public static final KeyRange ALL = new KeyRange(null, null);

    public boolean isBounded() {
        return after != null || upTo != null;
    }
}
