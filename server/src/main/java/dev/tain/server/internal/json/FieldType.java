package dev.tain.server.internal.json;

import java.util.List;
import java.util.Map;

/** What a field of a message holds. */
sealed interface FieldType {
    /** The type of Java that stands for it. */
    default Class<?> javaType() {
        return switch (this) {
            case Scalar scalar ->
                switch (scalar) {
                    case BOOL -> Boolean.class;
                    case INT32 -> Integer.class;
                    case UINT32, INT64, UINT64 -> Long.class;
                    case DOUBLE -> Double.class;
                    case TEXT, LOOSE_TEXT -> String.class;
                };
            case Choice choice -> choice.type();
            case Message message -> message.type();
            case Repeated _ -> List.class;
            case TextMap _ -> Map.class;
            case OneOf other -> other.type();
        };
    }

    enum Scalar implements FieldType {
        BOOL,
        INT32,
        UINT32,
        INT64,
        UINT64,
        DOUBLE,
        TEXT,
        LOOSE_TEXT
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
