package dev.tain.postgres.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.StreamSpec;
import dev.tain.model.Lsn;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Silence;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the statements of each recording against a server and compares what comes with what came when it was recorded,
 * log positions aside. With {@code -Dtain.record=true} it writes the recordings anew; a new one is a file with {@code
 * setup} and {@code sql} lines only.
 */
class ProtocolRecorderIT {
    private static final boolean RECORDS = Boolean.getBoolean("tain.record");
    private static final int MILLIS = 1_000;

    static List<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theServerStillSendsTheSame(Recording recorded) {
        Recording now = record(recorded);
        if (RECORDS) {
            now.write();
        } else {
            assertThat(now.relationLines()).isEqualTo(recorded.relationLines());
            assertThat(withoutPositions(now.rows())).isEqualTo(withoutPositions(recorded.rows()));
        }
    }

    private static Recording record(Recording wanted) {
        try (PostgresDatabase database = PostgresServer.freshDatabase()) {
            wanted.setup().forEach(database::execute);
            String slot = "recorder_" + database.name();
            database.execute(
                    "create publication recorded for all tables with (publish_via_partition_root = true)",
                    "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
            wanted.sql().forEach(database::execute);
            Lsn end = Lsn.of(database.value("select pg_logical_emit_message(true, 'end', '')"));
            Connections connections = new Connections(TestPeers.of(database), "recorder");
            List<byte[]> messages = messages(connections, slot, end);
            List<TableSchema> relations = new ArrayList<>();
            try (CatalogRelations catalog = new CatalogRelations(connections)) {
                for (byte[] message : messages) {
                    if (message[0] == 'R') {
                        relations.add(catalog.resolve(RelationMessage.read(behindTheFirstByte(message))));
                    }
                }
            }
            return new Recording(
                    wanted.file(), wanted.setup(), wanted.sql(), relations, messages, Replay.rows(relations, messages));
        }
    }

    private static List<byte[]> messages(Connections connections, String slot, Lsn end) {
        List<byte[]> messages = new ArrayList<>();
        StreamSpec spec = new StreamSpec(slot, false, "recorded", false, List.of());
        StandbyStatus status = new StandbyStatus(Duration.ofSeconds(1), new Silence());
        try (ReplicationFeed feed = Streams.start(connections.openStreaming(), spec, Lsn.ZERO, status)) {
            boolean ended = false;
            while (!ended) {
                assertThat(feed.await(30 * MILLIS)).isTrue();
                for (byte[] next = feed.next(); next != null; next = feed.next()) {
                    byte[] message = Arrays.copyOfRange(next, ReplicationFeed.PAYLOAD, next.length);
                    messages.add(message);
                    ended |= message[0] == 'C' && end.isBefore(endOf(message));
                }
            }
        }
        return messages;
    }

    private static Lsn endOf(byte[] commit) {
        Message in = behindTheFirstByte(commit);
        in.skip(Byte.BYTES + Long.BYTES);
        return new Lsn(in.int64());
    }

    private static Message behindTheFirstByte(byte[] message) {
        Message in = new Message();
        in.set(Objects.requireNonNull(message), 1);
        return in;
    }

    private static List<String> withoutPositions(List<String> rows) {
        return rows.stream()
                .map(row -> row.replaceAll(" [0-9A-F]+/[0-9A-F]+(#|$)", " $1"))
                .toList();
    }
}
