package dev.tain.connector;

import java.util.List;

/** The values of a row's key columns in the source's text form, in key order. */
public record RowKey(List<String> values) {
    public RowKey {
        values = List.copyOf(values);
    }
}
