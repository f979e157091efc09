package dev.tain.server.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes a message as JSON, in either spelling: enums by name, unset values too. */
public final class MessageWriter {
    private static final double MAX_EXACT_WHOLE = 1L << 53;

    private final JsonGenerator json;

    private final Spelling spelling;

    private MessageWriter(JsonGenerator json, Spelling spelling) {
        this.json = json;
        this.spelling = spelling;
    }

    /** Camel case. */
    public static byte[] write(Record message) {
        return write(message, Spelling.CAMEL);
    }

    public static byte[] write(Record message, Spelling spelling) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new MessageWriter(json, spelling).message(message);
        }
        return out.toByteArray();
    }

    private void message(Record message) {
        json.writeStartObject();
        for (Field field : Shape.of(message.getClass()).fields()) {
            Object value = Shape.value(field, message);
            if (value != null || !field.omitNull()) {
                json.writeName(spelling == Spelling.CAMEL ? field.name() : field.snakeName());
                value(value, field.type() == FieldType.Scalar.UINT32);
            }
        }
        json.writeEndObject();
    }

    private void value(@Nullable Object value, boolean narrow) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number when narrow || spelling == Spelling.SNAKE -> json.writeNumber(number);
            case Long number -> json.writeString(number.toString());
            case Double number -> decimal(number);
            case Enum<?> choice -> json.writeString(choice.name());
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case Record message -> message(message);
            default -> throw new IllegalStateException("cannot be written: " + value.getClass());
        }
    }

    private void decimal(double number) {
        if (number == Math.rint(number) && Math.abs(number) < MAX_EXACT_WHOLE) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    private void list(List<?> list) {
        json.writeStartArray();
        list.forEach(item -> value(item, false));
        json.writeEndArray();
    }

    private void map(Map<?, ?> map) {
        json.writeStartObject();
        map.forEach((name, text) -> json.writeName(name.toString()).writeString(text.toString()));
        json.writeEndObject();
    }
}
