package dev.tain.connector;

import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;

/** What connectors that cannot compare answer. */
final class Comparisons {
    private Comparisons() {}

    static TainException unsupported(TableName table) {
        return new TainException(
                ErrorCode.REQUEST_UNSUPPORTED,
                "The rows of " + table + " cannot be compared between systems of these types.",
                "Compare it with tools of the two systems.");
    }
}
