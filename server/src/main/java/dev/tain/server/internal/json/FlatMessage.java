package dev.tain.server.internal.json;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message as texts by name: snake case, nested names joined by dots. Confidential fields are kept apart. What is
 * unset or empty is absent; a nullable number or truth value that is given is there also when it is 0 or false.
 */
public record FlatMessage(Map<String, String> open, Map<String, String> confidential) {

    public static FlatMessage of(Record message) {
        FlatMessage flat = new FlatMessage(new TreeMap<>(), new TreeMap<>());
        flat.put("", message);
        return flat;
    }

    private void put(String prefix, Record message) {
        for (Field field : Shape.of(message.getClass()).fields()) {
            String name = prefix + field.snakeName();
            Object value = Shape.value(field, message);
            if (value instanceof Record inner) {
                put(name + ".", inner);
            } else if (value != null && !value.equals("") && (field.nullable() || !value.equals(field.unset()))) {
                (field.confidential() ? confidential : open).put(name, text(value));
            }
        }
    }

    private static String text(Object value) {
        return value instanceof Enum<?> choice ? choice.name() : value.toString();
    }

    /**
     * The message that has these texts.
     *
     * @param texts gives the text of a name, or null
     */
    public static <T extends Record> T restore(Class<T> type, Function<String, @Nullable String> texts) {
        return type.cast(restore(type, "", texts).orElseGet(() -> empty(type)));
    }

    private static Record empty(Class<? extends Record> type) {
        Shape shape = Shape.of(type);
        return shape.make(new @Nullable Object[shape.fields().size()]);
    }

    private static Optional<Record> restore(
            Class<? extends Record> type, String prefix, Function<String, @Nullable String> texts) {
        Shape shape = Shape.of(type);
        @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            Field field = shape.fields().get(i);
            String name = prefix + field.snakeName();
            if (field.type() instanceof FieldType.Message inner) {
                values[i] = restore(inner.type(), name + ".", texts).orElse(null);
            } else {
                String text = texts.apply(name);
                values[i] = text == null ? null : ParameterReader.single(name, field.type(), text);
            }
            any |= values[i] != null;
        }
        return any ? Optional.of(shape.make(values)) : Optional.empty();
    }
}
