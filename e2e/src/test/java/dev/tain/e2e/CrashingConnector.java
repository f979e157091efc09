package dev.tain.e2e;

import dev.tain.connector.Applier;
import dev.tain.connector.ChangeStream;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.Connector;
import dev.tain.connector.Destination;
import dev.tain.connector.Snapshot;
import dev.tain.connector.Source;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connector whose every call, and every call of what it makes, may be the process's last. */
final class CrashingConnector {
    private static final Set<Class<?>> WRAPPED = Set.of(
            Source.class,
            Destination.class,
            Applier.class,
            ChunkWriter.class,
            ChunkReader.class,
            ChangeStream.class,
            Snapshot.class);

    private CrashingConnector() {}

    static Connector of(Connector real, CrashPoint.Armed armed) {
        return wrap(Connector.class, real, armed);
    }

    private static <T> T wrap(Class<T> type, T real, CrashPoint.Armed armed) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(real, method, arguments, armed));
        return type.cast(proxy);
    }

    private static @Nullable Object call(
            Object real, Method method, Object @Nullable [] arguments, CrashPoint.Armed armed) throws Throwable {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        armed.passing(name, false);
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
        armed.passing(name, true);
        return result == null ? null : wrapped(method.getReturnType(), result, armed);
    }

    private static <T> Object wrapped(Class<T> type, Object result, CrashPoint.Armed armed) {
        return WRAPPED.contains(type) ? wrap(type, type.cast(result), armed) : result;
    }
}
