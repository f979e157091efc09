package dev.tain.server.internal.json;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One component of a message: its names, its type and what its annotations say.
 *
 * @param name as written, camel case
 * @param snakeName the other name that is read
 */
record Field(
        String name,
        String snakeName,
        FieldType type,
        boolean nullable,
        boolean omitNull,
        boolean confidential,
        Method accessor) {

    static Field of(RecordComponent component) {
        JsonName named = component.getAnnotation(JsonName.class);
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new Field(
                named == null ? component.getName() : named.value(),
                named == null ? snake(component.getName()) : named.value(),
                type(component.getGenericType(), component),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(OmitNull.class),
                component.isAnnotationPresent(Confidential.class),
                accessor);
    }

    /** {@code flowJobName} to {@code flow_job_name}. */
    static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** What the field holds when a message does not have it. */
    @Nullable
    Object unset() {
        if (nullable) {
            return null;
        }
        return switch (type) {
            case FieldType.Scalar scalar -> zero(scalar);
            case FieldType.Choice choice -> Choices.unset(choice.type());
            case FieldType.Repeated _ -> List.of();
            case FieldType.TextMap _ -> Map.of();
            case FieldType.Message _, FieldType.OneOf _ ->
                throw new IllegalStateException("a message inside a message must be nullable: " + name);
        };
    }

    private static Object zero(FieldType.Scalar scalar) {
        return switch (scalar) {
            case BOOL -> false;
            case INT32 -> 0;
            case UINT32, INT64, UINT64 -> 0L;
            case DOUBLE -> 0.0;
            case TEXT, LOOSE_TEXT -> "";
        };
    }

    private static FieldType type(Type type, AnnotatedElement marks) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? FieldType.TextMap.INSTANCE
                    : new FieldType.Repeated(
                            type(generic.getActualTypeArguments()[0], marks),
                            marks.isAnnotationPresent(CommaText.class));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return new FieldType.Message(plain.asSubclass(Record.class));
        }
        if (plain.isEnum()) {
            return new FieldType.Choice(plain);
        }
        return plain.isSealed() ? new FieldType.OneOf(plain) : scalar(plain, marks);
    }

    private static final Set<Class<?>> BOOLS = Set.of(boolean.class, Boolean.class);
    private static final Set<Class<?>> INTS = Set.of(int.class, Integer.class);
    private static final Set<Class<?>> LONGS = Set.of(long.class, Long.class);

    private static FieldType scalar(Class<?> plain, AnnotatedElement marks) {
        if (plain == String.class) {
            return marks.isAnnotationPresent(LooseText.class) ? FieldType.Scalar.LOOSE_TEXT : FieldType.Scalar.TEXT;
        } else if (BOOLS.contains(plain)) {
            return FieldType.Scalar.BOOL;
        } else if (INTS.contains(plain)) {
            return FieldType.Scalar.INT32;
        } else if (plain == double.class) {
            return FieldType.Scalar.DOUBLE;
        } else if (!LONGS.contains(plain)) {
            throw new IllegalStateException("a message cannot hold " + plain);
        } else if (marks.isAnnotationPresent(UInt32.class)) {
            return FieldType.Scalar.UINT32;
        }
        return marks.isAnnotationPresent(UInt64.class) ? FieldType.Scalar.UINT64 : FieldType.Scalar.INT64;
    }
}
