package dev.tain.server.internal.json;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a message from the parameters of a path and a query; every value comes as text, unknown names are skipped. */
public final class ParameterReader {
    private ParameterReader() {}

    /** @throws BadMessage when a value does not fit its field, or a field that is no list comes twice */
    public static <T extends Record> T read(Map<String, List<String>> parameters, Class<T> type) {
        Shape shape = Shape.of(type);
        @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
        parameters.forEach((name, texts) -> {
            Integer index = shape.index(name);
            if (index != null) {
                if (values[index] != null) {
                    throw BadMessage.parameter(name, "the parameter is given twice");
                }
                values[index] = value(name, shape.fields().get(index).type(), texts);
            }
        });
        return type.cast(shape.make(values));
    }

    private static Object value(String name, FieldType type, List<String> texts) {
        if (type instanceof FieldType.Repeated list) {
            return texts.stream()
                    .map(text -> single(name, list.element(), text))
                    .toList();
        }
        if (texts.size() != 1) {
            throw BadMessage.parameter(name, "the parameter is given twice");
        }
        return single(name, type, texts.getFirst());
    }

    static Object single(String name, FieldType type, String text) {
        Optional<?> value = switch (type) {
            case FieldType.Scalar scalar -> scalar(scalar, text);
            case FieldType.Choice choice -> Choices.byText(choice.type(), text);
            case FieldType.Message _, FieldType.Repeated _, FieldType.TextMap _, FieldType.OneOf _ -> Optional.empty();
        };
        return value.orElseThrow(() -> BadMessage.parameter(name, "the parameter's value does not fit"));
    }

    private static Optional<?> scalar(FieldType.Scalar scalar, String text) {
        return switch (scalar) {
            case BOOL ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
            case INT32 ->
                Numbers.integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue);
            case UINT32 -> Numbers.integer(text, 0, 0xFFFF_FFFFL);
            case INT64 -> Numbers.integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case UINT64 -> Numbers.integer(text, 0, Long.MAX_VALUE);
            case DOUBLE -> Numbers.decimal(text);
            case TEXT, LOOSE_TEXT -> Texts.valid(text);
        };
    }
}
