package dev.tain.server.internal.peerdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.server.internal.json.FlatMessage;
import dev.tain.server.internal.json.MessageReader;
import dev.tain.server.internal.json.MessageWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read again, for any content of the messages. */
class RoundTripPropertyTest {
    private static final int ROUNDS = 500;
    private static final List<String> TEXTS =
            List.of("", "x", "schema.table", "\"quoted\"", "ü\n𝄞", "********", "false");

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_101})
    void throughJson(long seed) throws ReflectiveOperationException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Record message = any(ConnectionConfigs.class, random);
            byte[] json = MessageWriter.write(message);
            assertThat(MessageReader.read(json, ConnectionConfigs.class))
                    .as("seed %d round %d: %s", seed, i, new String(json, StandardCharsets.UTF_8))
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 20_260_102})
    void throughOptionsAndSecrets(long seed) throws ReflectiveOperationException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Record message = any(PostgresConfig.class, random);
            FlatMessage flat = FlatMessage.of(message);
            Map<String, String> all = new HashMap<>(flat.open());
            all.putAll(flat.confidential());
            // Messages inside that hold nothing are not there afterwards, so the comparison is of what they hold.
            assertThat(FlatMessage.of(FlatMessage.restore(PostgresConfig.class, all::get)))
                    .as("seed %d round %d", seed, i)
                    .isEqualTo(flat);
            assertThat(flat.open().keySet())
                    .noneMatch(name -> name.matches(".*(password|private|secret|cert).*")
                            && !name.equals("skip_cert_verification"));
        }
    }

    private static Record any(Class<? extends Record> type, SplittableRandom random)
            throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = nullable && random.nextBoolean() ? null : value(components[i].getGenericType(), random);
        }
        var constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    private static Object value(Type type, SplittableRandom random) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? Map.of("a_b", text(random), "C", text(random))
                    : List.of(
                            value(generic.getActualTypeArguments()[0], random),
                            value(generic.getActualTypeArguments()[0], random));
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return text(random);
        } else if (plain == boolean.class || plain == Boolean.class) {
            return random.nextBoolean();
        } else if (plain == int.class) {
            return random.nextInt();
        } else if (plain == long.class || plain == Long.class) {
            return random.nextLong(1L << 32);
        } else if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        return any(plain.asSubclass(Record.class), random);
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
