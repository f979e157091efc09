package dev.tain.clickhouse.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.TainException;
import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.Direction;
import dev.tain.testkit.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What travels to a real server and back, and how much of it, with compression and without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionIT {
    private static final int ROWS = 50_000;
    private static final String INSERT = "INSERT INTO lines FORMAT TSV";

    private final ClickHouseServer server = ClickHouseServer.shared();
    private final String database = server.createDatabase();
    private final FaultProxy proxy = FaultProxy.open(server.httpPort());

    @AfterAll
    void stop() {
        proxy.close();
    }

    @BeforeEach
    void makeTable() {
        server.execute("CREATE OR REPLACE TABLE " + database + ".lines (id UInt32, text String) ENGINE = MergeTree"
                + " ORDER BY id SETTINGS old_parts_lifetime = 1");
    }

    @Test
    void insertsFromMemoryTakeAQuarterOfTheBytes() {
        long plain = sent(() -> connect("none").insert(INSERT, "rows", Map.of(), List.of(rows()), "testing"));
        long packed = sent(() -> connect("lz4").insert(INSERT, "rows", Map.of(), List.of(rows()), "testing"));
        assertThat(plain).isGreaterThan(rows().length);
        assertThat(packed).isLessThan(plain / 4);
        assertRows(2);
    }

    @Test
    void insertsThatGoOnTakeAQuarterOfTheBytes() {
        long plain = sent(() -> stream("none"));
        long packed = sent(() -> stream("lz4"));
        assertThat(plain).isGreaterThan(rows().length);
        assertThat(packed).isLessThan(plain / 4);
        assertRows(2);
    }

    @Test
    void answersTakeAQuarterOfTheBytes() {
        String question = "SELECT number, 'a text that is the same in every row' FROM numbers(50000) FORMAT TSV";
        List<byte[]> answers = new ArrayList<>();
        long plain = received(() -> answers.add(connect("none").bytes(question, Map.of(), "testing")));
        long packed = received(() -> answers.add(connect("lz4").bytes(question, Map.of(), "testing")));
        assertThat(answers.getLast()).isEqualTo(answers.getFirst()).hasSizeGreaterThan(1_000_000);
        assertThat(packed).isLessThan(plain / 4);
    }

    @Test
    void onThisMachineNothingIsCompressedUnlessAsked() {
        long sent = sent(() -> connect("").insert(INSERT, "rows", Map.of(), List.of(rows()), "testing"));
        assertThat(sent).isGreaterThan(rows().length);
        assertRows(1);
    }

    @Test
    void errorsAreReadAsTheyWereMeant() {
        assertThatThrownBy(() -> connect("lz4").query("SELECT no_such_thing FROM " + database + ".lines", "testing"))
                .isInstanceOf(TainException.class)
                .hasMessageContaining("no_such_thing");
        byte[] wrong = "1\ta\nnot a number\tb\n".repeat(ROWS).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> connect("lz4").insert(INSERT, "rows", Map.of(), List.of(wrong), "testing"))
                .isInstanceOf(TainException.class)
                .hasMessageContaining("id");
        assertRows(0);
    }

    /** What arrived of the frame can be read, and its rows are not taken all the same. */
    @Test
    void anInsertThatBreaksOffLeavesNothing() {
        proxy.resetAll();
        try (InsertStream insert = connect("lz4").insert(INSERT, "rows", "testing")) {
            proxy.cutAfter(Direction.TO_SERVER, 600_000);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            insert.write(noise(i));
                        }
                        insert.finish();
                    })
                    .isInstanceOf(TainException.class);
        }
        connect("none").endQueries("rows", "testing");
        assertRows(0);
    }

    /** It ends without the end of the frame. */
    @Test
    void anInsertThatIsGivenUpLeavesNothing() {
        try (InsertStream insert = connect("lz4").insert(INSERT, "rows", "testing")) {
            for (int i = 0; i < 10; i++) {
                insert.write(noise(i));
            }
        }
        connect("none").endQueries("rows", "testing");
        assertRows(0);
    }

    private void stream(String compression) {
        try (InsertStream insert = connect(compression).insert(INSERT, "rows", "testing")) {
            byte[] rows = rows();
            for (int at = 0; at < rows.length; at += 200_000) {
                insert.write(java.util.Arrays.copyOfRange(rows, at, Math.min(rows.length, at + 200_000)));
            }
            insert.finish();
        }
    }

    private void assertRows(int times) {
        assertThat(server.rows("SELECT count(), uniqExact(id), sum(length(text)) FROM " + database + ".lines"))
                .containsExactly(times * ROWS + "|" + (times == 0 ? 0 : ROWS) + "|" + times * 33 * ROWS);
    }

    private long sent(Runnable work) {
        return passed(Direction.TO_SERVER, work);
    }

    private long received(Runnable work) {
        return passed(Direction.TO_CLIENT, work);
    }

    private long passed(Direction direction, Runnable work) {
        long before = proxy.passed(direction);
        work.run();
        return proxy.passed(direction) - before;
    }

    private static byte[] rows() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            text.append(i).append("\tso it says in each and every line\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Rows that cannot be compressed much. */
    private static byte[] noise(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            text.append(i)
                    .append('\t')
                    .append(Long.toHexString(random.nextLong()))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Server connect(String compression) {
        Map<String, String> options = Map.of(
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(proxy.port()),
                "database",
                database,
                "disable_tls",
                "true",
                "compression",
                compression);
        return new Server(new Peer("ch", PeerType.CLICKHOUSE, options, Map.of()));
    }
}
