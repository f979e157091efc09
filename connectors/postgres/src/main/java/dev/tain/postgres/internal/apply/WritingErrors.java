package dev.tain.postgres.internal.apply;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Errors;
import java.sql.SQLException;
import java.util.Map;

/**
 * What a fault means when it comes from writing a table. Where the server says something of which {@link Errors} knows
 * nothing, its class tells whether it is about what was written (a trigger's exception, a value that an index does not
 * take), about how the table is made, or about something else, such as the server or the connection.
 */
final class WritingErrors {
    private static final Map<String, ErrorCode> BY_CLASS = Map.ofEntries(
            Map.entry("09", ErrorCode.POSTGRES_DATA_REJECTED), // a triggered action
            Map.entry("21", ErrorCode.POSTGRES_DATA_REJECTED), // cardinality
            Map.entry("27", ErrorCode.POSTGRES_DATA_REJECTED), // a trigger changed what is changed
            Map.entry("2F", ErrorCode.POSTGRES_DATA_REJECTED), // a function
            Map.entry("38", ErrorCode.POSTGRES_DATA_REJECTED),
            Map.entry("39", ErrorCode.POSTGRES_DATA_REJECTED),
            Map.entry("44", ErrorCode.POSTGRES_DATA_REJECTED), // a view's check
            Map.entry("54", ErrorCode.POSTGRES_DATA_REJECTED), // a limit, such as that of an index's rows
            Map.entry("P0", ErrorCode.POSTGRES_DATA_REJECTED), // RAISE in a trigger
            Map.entry("0A", ErrorCode.TABLE_UNFIT), // not possible with such a table
            Map.entry("42", ErrorCode.TABLE_UNFIT)); // an object, a column, a constraint that is not there

    private static final Map<String, ErrorCode> BY_STATE = Map.of(
            "55000", ErrorCode.TABLE_UNFIT, // the table is not in a state for it
            "XX001", ErrorCode.TABLE_UNFIT, // its data is damaged
            "XX002", ErrorCode.TABLE_UNFIT); // its index is damaged

    private WritingErrors() {}

    static TainException translate(SQLException e, String doing) {
        TainException known = Errors.translate(e, doing);
        return known.code() == ErrorCode.POSTGRES_UNCLASSIFIED
                ? Errors.translate(code(Errors.state(e)), e, doing)
                : known;
    }

    private static ErrorCode code(String state) {
        ErrorCode exact = BY_STATE.get(state);
        if (exact != null) {
            return exact;
        }
        return state.length() < 2
                ? ErrorCode.POSTGRES_UNCLASSIFIED
                : BY_CLASS.getOrDefault(state.substring(0, 2), ErrorCode.POSTGRES_UNCLASSIFIED);
    }
}
