package dev.tain.server.internal.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a record is read and written as a message: its fields in order, found by either spelling of their names. A shape
 * is made once per record class.
 */
final class Shape {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return new Shape(type.asSubclass(Record.class));
        }
    };

    private final List<Field> fields;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Constructor<? extends Record> constructor;
    private final boolean confidential;

    private Shape(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        fields = Arrays.stream(components).map(Field::of).toList();
        for (int i = 0; i < fields.size(); i++) {
            indexes.put(fields.get(i).name(), i);
            indexes.put(fields.get(i).snakeName(), i);
        }
        confidential = type.isAnnotationPresent(Confidential.class);
        constructor = constructor(type, components);
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    List<Field> fields() {
        return fields;
    }

    boolean confidential() {
        return confidential;
    }

    /** The field of that name in either spelling, as its place among the fields; null when there is none. */
    @Nullable
    Integer index(String name) {
        return indexes.get(name);
    }

    /** The record with these values; null stands for an unset field. */
    Record make(@Nullable Object[] values) {
        @Nullable Object[] arguments = values.clone();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null) {
                arguments[i] = fields.get(i).unset();
            }
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("a message must accept whatever can be read into it", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a message: " + constructor, e);
        }
    }

    static @Nullable Object value(Field field, Record message) {
        try {
            return field.accessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not a message: " + message.getClass(), e);
        }
    }

    private static Constructor<? extends Record> constructor(
            Class<? extends Record> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> found = type.getDeclaredConstructor(types);
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
    }
}
