package dev.tain.server.internal.json;

/** What a field of a message holds. */
sealed interface FieldType {
    enum Scalar implements FieldType {
        BOOL,
        INT32,
        UINT32,
        INT64,
        UINT64,
        DOUBLE,
        TEXT
    }

    record Choice(Class<?> type) implements FieldType {}

    record Message(Class<? extends Record> type) implements FieldType {}

    record Repeated(FieldType element, boolean commaText) implements FieldType {}

    /** An object whose values are texts. */
    enum TextMap implements FieldType {
        INSTANCE
    }

    /** A sealed interface of messages; written by what it is, never read. */
    record OneOf(Class<?> type) implements FieldType {}
}
