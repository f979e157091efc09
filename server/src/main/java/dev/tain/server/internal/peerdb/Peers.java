package dev.tain.server.internal.peerdb;

import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.function.Supplier;

/** Questions about peers in published words. */
final class Peers {
    private Peers() {}

    /** What the question about a peer yields; an unknown one is told in the published words. */
    static <T> T found(String name, Supplier<T> question) {
        given("peer_name", name);
        try {
            return question.get();
        } catch (TainException e) {
            throw e.code() == ErrorCode.PEER_UNKNOWN
                    ? Faults.of(Faults.reworded(e, "peers not found: [" + name + "]"))
                    : e;
        }
    }

    /** A table's name out of {@code schema.table}. */
    static TableName table(String field, String text) {
        if (text.isEmpty() || text.indexOf('.') == text.length() - 1) {
            throw Faults.of(
                    ErrorCode.REQUEST_INVALID, field + " names no table: `" + text + "`", "Write it as schema.table.");
        }
        return TableName.parse(text);
    }

    /** The value of a field that must not be empty. */
    static String given(String field, String value) {
        if (value.isEmpty()) {
            throw Faults.of(ErrorCode.REQUEST_INVALID, field + " is missing", "Give " + field + ".");
        }
        return value;
    }
}
