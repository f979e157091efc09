package dev.tain.connector;

import dev.tain.model.RowBuffer;
import java.util.List;

/** Reads current rows of one table at the source by key, for values that a change did not carry. */
@FunctionalInterface
public interface RowLookup {
    /** The rows that exist now, each as an insert; keys that don't exist are left out. */
    RowBuffer lookup(List<RowKey> keys);
}
