package dev.tain.postgres.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.ChangeBatch;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.testkit.RowTexts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes are, the decoder understands them or says {@code POSTGRES_PROTOCOL}: no other exception, no
 * endless loop, no memory beyond the message's own measure, and never a row whose image does not fit its schema.
 *
 * <p>The seed is printed on failure; {@code -Dtain.fuzz.seed} repeats one and {@code -Dtain.fuzz.rounds} does more.
 */
class PgOutputDecoderFuzzTest {
    private static final long SEED = Long.getLong("tain.fuzz.seed", 20_260_101);
    private static final int ROUNDS = Integer.getInteger("tain.fuzz.rounds", 3_000);
    private static final String TYPES = "BCORYIUDTMSEcA";

    private final List<Recording> recordings = Recording.all();

    @Test
    void mutatedRecordings() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            Recording recording = recordings.get(random.nextInt(recordings.size()));
            List<byte[]> messages = recording.messages().stream()
                    .map(message -> random.nextInt(4) == 0 ? mutated(message, random) : message)
                    .toList();
            feed(recording, messages, SEED + round);
        }
    }

    @Test
    void randomBytes() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(~(SEED + round));
            Recording recording = recordings.get(random.nextInt(recordings.size()));
            List<byte[]> messages = recording.messages().stream()
                    .map(message -> random.nextInt(3) == 0 ? random(random) : message)
                    .toList();
            feed(recording, messages, SEED + round);
        }
    }

    /** Goes on after an error, which the engine never does, to reach more states. */
    private static void feed(Recording recording, List<byte[]> messages, long seed) {
        Map<TableName, Set<String>> watched = new HashMap<>();
        recording.relations().forEach(relation -> watched.put(relation.name(), Set.of("secret")));
        PgOutputDecoder decoder = new PgOutputDecoder(PgOutputDecoderFuzzTest::resolve, watched, Lsn.ZERO);
        ChangeBatch batch = new ChangeBatch();
        for (byte[] message : messages) {
            try {
                if (!decoder.decode(message, 0, batch)) {
                    batch = new ChangeBatch();
                    decoder.resume(batch);
                    assertThat(decoder.decode(message, 0, batch)).isTrue();
                }
            } catch (TainException e) {
                assertThat(e.code()).as("seed " + seed).isEqualTo(ErrorCode.POSTGRES_PROTOCOL);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", message " + Arrays.toString(message), e);
            }
        }
        for (RowBuffer rows : batch.tables()) {
            assertThat(RowTexts.of(rows)).hasSize(rows.rows());
        }
    }

    /** A catalog that knows whatever it is asked for. */
    private static TableSchema resolve(RelationMessage relation) {
        return new TableSchema(
                relation.name(),
                relation.columns().stream()
                        .map(column -> new Column(
                                column.name(),
                                "bytea",
                                true,
                                column.identifies() ? 1 : 0,
                                column.typeOid() % 7 == 0 ? Encoding.TEXT : Encoding.BINARY,
                                column.name().equals("twice") ? "computed" : null))
                        .toList());
    }

    private static byte[] mutated(byte[] message, Random random) {
        byte[] bytes =
                random.nextInt(3) == 0 ? Arrays.copyOf(message, random.nextInt(message.length + 20)) : message.clone();
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(Math.min(bytes.length, 64));
            bytes[at] = random.nextBoolean()
                    ? (byte) random.nextInt()
                    : (byte) TYPES.charAt(random.nextInt(TYPES.length()));
        }
        return bytes;
    }

    private static byte[] random(Random random) {
        byte[] bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
        if (bytes.length > 0) {
            bytes[0] = (byte) TYPES.charAt(random.nextInt(TYPES.length()));
        }
        if (bytes.length > 5 && random.nextBoolean()) {
            Arrays.fill(bytes, 1, 4, (byte) 0); // small numbers are the likelier ones
        }
        return bytes;
    }
}
