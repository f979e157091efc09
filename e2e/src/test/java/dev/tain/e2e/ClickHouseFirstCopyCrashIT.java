package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.PostgresDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process ends during the first copy, between any two things that it says to ClickHouse, while rows are inserted
 * and changed. With it the snapshot is lost in which the copy began. Each row is there once all the same, also in a
 * table that keeps all rows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseFirstCopyCrashIT {
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 12_000;

    private TainProcess tain;
    private ClickHouseStage stage;
    private Writer writer;
    private Mirror mirror;
    private int number;

    @BeforeAll
    void start() {
        tain = TainProcess.start(Launch.crashing("clickhouse-first-copy"));
        stage = ClickHouseStage.open(tain, ClickHouseServer.shared());
        stage.source()
                .execute(
                        "create table grows (id bigint generated always as identity primary key, pad text)",
                        "create table changes (id bigint primary key, n bigint not null, pad text)",
                        "insert into grows (pad) select repeat('x', 60) from generate_series(1, " + ROWS + ")",
                        "insert into changes select i, 0, repeat('y', 60) from generate_series(1, " + ROWS + ") i");
    }

    @BeforeEach
    void prepare() {
        number++;
        tain.tell("none:after:1");
        writer = Writer.start(stage.source());
        mirror = stage.watch(new Mirror(tain.api(), "first_copy_" + number));
    }

    @AfterEach
    void dropMirror() {
        writer.close();
        mirror.drop();
    }

    @AfterAll
    void stop() {
        stage.close();
        tain.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store copy:before:3",
                "store copy:after:2",
                "insert grows#:before:3",
                "piece of grows#:after:4",
                "insert grows#:after:3",
                "insert _tain_chunks:before:4",
                "insert _tain_chunks:after:4",
                "insert _tain_chunks:after:5",
                "insert _tain_held_changes:after:2",
                "ChangeStream.confirm:after:3"
            })
    void aFirstCopyGoesOnAfterACrashAt(String point) {
        arm(point);
        create();
        awaitCrash();
        assertEachRowOnce();
    }

    /** While what the stream brought again is taken out, and before that is forgotten. */
    @ParameterizedTest
    @ValueSource(strings = {"delete grows#:before:1", "delete grows#:after:1", "delete _tain_chunks:after:1"})
    void theEndOfACopyGoesOnAfterACrashAt(String point) {
        arm("store copy:after:2");
        create();
        awaitCrash();
        arm(point);
        awaitCrash();
        assertEachRowOnce();
    }

    /** No crash at all: the rows of an added table are read while the stream brings them. */
    @Test
    void anAddedTableHasEachRowOnce() {
        create(List.of(mapping("changes", "CH_ENGINE_REPLACING_MERGE_TREE")));
        mirror.awaitRunning();
        mirror.edit(Map.of("additional_tables", List.of(mapping("grows", "CH_ENGINE_MERGE_TREE"))))
                .succeeded();
        assertEachRowOnce();
    }

    private void create(List<Map<String, Object>> mappings) {
        Map<String, Object> body =
                stage.spec(mappings).with("flow_job_name", mirror.name()).body();
        stage.api().post("flows/cdc/create", body).succeeded();
    }

    private void create() {
        create(List.of(mapping("grows", "CH_ENGINE_MERGE_TREE"), mapping("changes", "CH_ENGINE_REPLACING_MERGE_TREE")));
    }

    private void arm(String point) {
        tain.tell(point.replace("#", "_" + number));
    }

    private void awaitCrash() {
        assertThat(tain.awaitEnd(CRASH_LIMIT)).isEqualTo(CrashPoint.STATUS);
        tain.start();
    }

    private Map<String, Object> mapping(String table, String engine) {
        Map<String, Object> mapping = new HashMap<>(MirrorSpec.table("public." + table, table + "_" + number));
        mapping.put("engine", engine);
        return mapping;
    }

    private void assertEachRowOnce() {
        mirror.awaitRunning();
        writer.close();
        stage.awaitSame(
                "select count(*), count(distinct id), sum(id) from grows",
                "SELECT count(), uniqExact(id), sum(id) FROM @grows_" + number);
        stage.awaitSame(
                "select count(*), count(distinct id), sum(n) from changes",
                "SELECT count(), uniqExact(id), sum(n) FROM @changes_" + number + " FINAL");
    }

    /** Inserts and updates until it is closed. */
    private record Writer(Thread thread, AtomicBoolean stopping) implements AutoCloseable {
        static Writer start(PostgresDatabase source) {
            AtomicBoolean stopping = new AtomicBoolean();
            return new Writer(
                    Thread.ofVirtual().start(() -> {
                        for (int i = 0; !stopping.get(); i++) {
                            source.execute(
                                    "insert into grows (pad) select repeat('z', 60) from generate_series(1, 5)",
                                    "update changes set n = n + 1 where id % 600 = " + i % 600);
                        }
                    }),
                    stopping);
        }

        @Override
        public void close() {
            stopping.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while the writer ends", e);
            }
        }
    }
}
