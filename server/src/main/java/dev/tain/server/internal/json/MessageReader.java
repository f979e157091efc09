package dev.tain.server.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a message from JSON, leniently where it costs nothing: either spelling of names, enums by name or number,
 * numbers in texts, trailing commas, {@code null} for unset, unknown fields skipped. Strict where guessing would lose
 * something: a field given twice, a fraction for a whole number, a wrong type. Nothing is kept of what is skipped.
 */
public final class MessageReader {
    private final JsonParser parser;
    /** What is being read, for errors. */
    private FieldType wanted;

    private MessageReader(JsonParser parser, FieldType wanted) {
        this.parser = parser;
        this.wanted = wanted;
    }

    /** @throws BadMessage when the body is not such a message; an empty body is the empty message */
    public static <T extends Record> T read(byte[] body, Class<T> type) {
        String text = text(body);
        Shape shape = Shape.of(type);
        if (text.isBlank()) {
            return type.cast(shape.make(new @Nullable Object[shape.fields().size()]));
        }
        return JsonText.parse(text, parser -> {
            MessageReader reader = new MessageReader(parser, new FieldType.Message(type));
            parser.nextToken();
            Record message = reader.message(type, Place.root(shape.confidential()));
            if (parser.nextToken() != null) {
                throw BadMessage.body("", "there is more after the end of the message" + JsonText.at(parser));
            }
            return type.cast(message);
        });
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw BadMessage.body("", "it is not UTF-8");
        }
    }

    private Record message(Class<? extends Record> type, Place place) {
        require(JsonToken.START_OBJECT, "an object", place);
        Shape shape = Shape.of(type);
        @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
        boolean[] seen = new boolean[values.length];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Integer index = shape.index(name);
            if (index == null) {
                parser.nextToken();
                parser.skipChildren();
                continue;
            }
            Field field = shape.fields().get(index);
            Place here = place.field(name, field.confidential());
            if (seen[index]) {
                throw BadMessage.body(here.path(), "the field is given twice" + JsonText.at(parser));
            }
            seen[index] = true;
            parser.nextToken();
            values[index] = value(field.type(), here);
        }
        return shape.make(values);
    }

    private @Nullable Object value(FieldType type, Place place) {
        wanted = type;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (type) {
            case FieldType.Scalar scalar -> scalar(scalar, place);
            case FieldType.Choice choice -> choice(choice.type(), place);
            case FieldType.Message message ->
                message(message.type(), place.hiddenIf(Shape.of(message.type()).confidential()));
            case FieldType.Repeated list -> list(list, place);
            case FieldType.TextMap _ -> texts(place);
            case FieldType.OneOf other -> throw new IllegalStateException("never read: " + other);
        };
    }

    private Object scalar(FieldType.Scalar scalar, Place place) {
        return switch (scalar) {
            case BOOL -> bool(place);
            case INT32 -> (int) integer(Integer.MIN_VALUE, Integer.MAX_VALUE, place);
            case UINT32 -> integer(0, 0xFFFF_FFFFL, place);
            case INT64 -> integer(Long.MIN_VALUE, Long.MAX_VALUE, place);
            case UINT64 -> integer(0, Long.MAX_VALUE, place);
            case DOUBLE -> Numbers.decimal(number("a number", place)).orElseThrow(() -> wrong("a number", place));
            case TEXT -> text(place);
            case LOOSE_TEXT -> looseText(place);
        };
    }

    private boolean bool(Place place) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong("true or false", place);
        };
    }

    private long integer(long min, long max, Place place) {
        String expected = "a whole number from " + min + " to " + max;
        return Numbers.integer(number(expected, place), min, max).orElseThrow(() -> wrong(expected, place));
    }

    private String number(String expected, Place place) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> parser.getString();
            default -> throw wrong(expected, place);
        };
    }

    private String text(Place place) {
        require(JsonToken.VALUE_STRING, "a text", place);
        return Texts.valid(parser.getString()).orElseThrow(() -> wrong("a text of valid characters", place));
    }

    private String looseText(Place place) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            default -> text(place);
        };
    }

    private Object choice(Class<?> type, Place place) {
        String expected = Choices.expected(type);
        return (switch (parser.currentToken()) {
                    case VALUE_STRING -> Choices.byText(type, parser.getString());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Choices.byNumber(type, parser.getString());
                    default -> throw wrong(expected, place);
                })
                .orElseThrow(() -> wrong(expected, place));
    }

    private List<Object> list(FieldType.Repeated list, Place place) {
        if (list.commaText() && parser.currentToken() == JsonToken.VALUE_STRING) {
            return List.copyOf(Texts.split(text(place)));
        }
        require(JsonToken.START_ARRAY, list.commaText() ? "a list, or a text with commas" : "a list", place);
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Place here = place.item(items.size());
            Object item = value(list.element(), here);
            if (item == null) {
                throw wrong("a value", here);
            }
            items.add(item);
        }
        return List.copyOf(items);
    }

    private Map<String, String> texts(Place place) {
        require(JsonToken.START_OBJECT, "an object", place);
        wanted = FieldType.Scalar.TEXT;
        Map<String, String> texts = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = Texts.valid(parser.currentName())
                    .orElseThrow(() -> BadMessage.body(place.path(), "a name in it has invalid characters"));
            parser.nextToken();
            if (texts.putIfAbsent(name, text(place.field(name, false))) != null) {
                throw BadMessage.body(place.field(name, false).path(), "the field is given twice");
            }
        }
        return texts;
    }

    private void require(JsonToken token, String expected, Place place) {
        if (parser.currentToken() != token) {
            throw wrong(expected, place);
        }
    }

    private BadMessage wrong(String expected, Place place) {
        return BadMessage.misfit(
                place.path(),
                "expected " + expected + ", got " + JsonText.got(parser, place.confidential()) + JsonText.at(parser),
                new BadMessage.Misfit(
                        wanted.javaType(),
                        parser.currentToken().name(),
                        JsonText.shownText(parser, place.confidential())));
    }
}
