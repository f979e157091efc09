package dev.tain.postgres.internal.apply;

import dev.tain.model.RowBuffer;
import java.nio.ByteBuffer;

/**
 * How values are staged whose type sends some in a binary form that it does not receive itself: an empty {@code
 * tsquery}, {@code oidvector} or {@code int2vector} is refused by the server that it came from. They are staged as an
 * array, and made what they were in SQL.
 */
enum Detour {
    NONE("", false),
    /** An array of the query; without elements for the empty one. */
    TSQUERY("tsquery[]", true),
    /** The vectors' binary form is that of an array. */
    OIDVECTOR("oid[]", false),
    INT2VECTOR("smallint[]", false);

    private static final int TSQUERY_OID = 3615;
    /** A query's binary form begins with the number of its parts; without any there is nothing else. */
    private static final int EMPTY_QUERY_BYTES = Integer.BYTES;
    /** Dimensions, whether there are NULLs, element type; then for the one dimension, elements and lower bound. */
    private static final int EMPTY_ARRAY_BYTES = 3 * Integer.BYTES;

    private static final int ARRAY_BYTES = EMPTY_ARRAY_BYTES + 3 * Integer.BYTES;

    private final String stagingType;
    private final boolean wraps;

    Detour(String stagingType, boolean wraps) {
        this.stagingType = stagingType;
        this.wraps = wraps;
    }

    /** @param type the built-in type whose binary form the values have */
    static Detour of(String type) {
        return switch (type) {
            case "tsquery" -> TSQUERY;
            case "oidvector" -> OIDVECTOR;
            case "int2vector" -> INT2VECTOR;
            default -> NONE;
        };
    }

    /** The type of the staging column; that of the values where they go straight. */
    String stagingType(String type) {
        return this == NONE ? type : stagingType;
    }

    /** Whether the bytes of a value change on the way. */
    boolean wraps() {
        return wraps;
    }

    /** SQL that makes the value out of a staged one. */
    String written(String staged) {
        return switch (this) {
            case NONE -> staged;
            case TSQUERY ->
                "CASE WHEN " + staged + " IS NULL THEN NULL ELSE coalesce(" + staged + "[1], CAST('' AS tsquery)) END";
            case OIDVECTOR -> "CAST(array_to_string(" + staged + ", ' ') AS oidvector)";
            case INT2VECTOR -> "CAST(array_to_string(" + staged + ", ' ') AS int2vector)";
        };
    }

    /** SQL that makes a staged value out of the value. */
    String staged(String value) {
        return switch (this) {
            case NONE -> value;
            case TSQUERY ->
                "CASE WHEN " + value + " IS NULL THEN NULL WHEN numnode(" + value
                        + ") = 0 THEN CAST('{}' AS tsquery[]) ELSE ARRAY[" + value + "] END";
            case OIDVECTOR, INT2VECTOR -> "CAST(" + value + " AS " + stagingType + ")";
        };
    }

    /** The bytes of the array that stands for a value of the buffer, which is not NULL. */
    static byte[] wrapped(RowBuffer rows, int field) {
        int length = rows.length(field);
        boolean empty = length == EMPTY_QUERY_BYTES;
        ByteBuffer array = ByteBuffer.allocate(empty ? EMPTY_ARRAY_BYTES : ARRAY_BYTES + length);
        array.putInt(empty ? 0 : 1).putInt(0).putInt(TSQUERY_OID);
        if (!empty) {
            array.putInt(1).putInt(1).putInt(length);
            array.put(rows.bytes(), field + Integer.BYTES, length);
        }
        return array.array();
    }
}
