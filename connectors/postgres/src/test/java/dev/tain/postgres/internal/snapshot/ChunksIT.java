package dev.tain.postgres.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.Snapshot;
import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.RowTexts;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks of real tables: what is in them, and what happens to tables meanwhile. */
class ChunksIT {
    private static final TableName TABLE = new TableName("public", "t");

    private final PostgresDatabase database = PostgresServer.freshDatabase();
    private final Source source = new PostgresConnector().source(TestPeers.of(database), database.name());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rowsOfAnySizeComeWhole() {
        database.execute(
                "create table t (id int primary key, v text)",
                "insert into t select i, repeat(i::text, (i * i * 37) % 90000) from generate_series(1, 300) i");
        Set<String> found = new HashSet<>();
        for (Chunk chunk : source.plan(TABLE, 1_000)) {
            try (ChunkReader reader = source.read(chunk, schema(), null)) {
                for (RowBuffer block = reader.next(); block != null; block = reader.next()) {
                    addHashes(block, found);
                }
            }
        }
        assertThat(database.value("select max(length(v)) > 200000 from t")).isEqualTo("t");
        assertThat(found)
                .containsExactlyInAnyOrder(
                        database.value("select string_agg(md5(v), ',') from t").split(","));
    }

    private static void addHashes(RowBuffer block, Set<String> to) {
        for (int row = 0; row < block.rows(); row++) {
            int field = block.field(block.image(row), 1);
            byte[] value = Arrays.copyOfRange(
                    block.bytes(), field + Integer.BYTES, field + Integer.BYTES + block.length(field));
            to.add(HexFormat.of().formatHex(md5(value)));
        }
    }

    private static byte[] md5(byte[] value) {
        try {
            return MessageDigest.getInstance("MD5").digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void chunksHaveAboutTheRowsThatWereAskedFor(boolean analyzed) {
        make(50_000);
        if (analyzed) {
            database.execute("analyze t");
        }
        List<Chunk> chunks = source.plan(TABLE, 10_000);
        assertThat(chunks).hasSizeBetween(5, 6);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.estimatedRows()).isLessThan(11_000));
        assertThat(chunks.stream().mapToLong(Chunk::estimatedRows).sum()).isBetween(45_000L, 55_000L);
        assertThat(chunks.stream().map(chunk -> read(chunk, null).size()))
                .allSatisfy(rows -> assertThat(rows).isLessThan(11_000));
    }

    @Test
    void blocksAreAboutAMebibyte() {
        make(50_000);
        try (ChunkReader reader = source.read(source.plan(TABLE, 1_000_000).getFirst(), schema(), null)) {
            RowBuffer first = Objects.requireNonNull(reader.next());
            assertThat(first.size()).isBetween(1 << 20, (1 << 20) + 1000);
        }
    }

    @Test
    void everyPartitionIsDividedOnItsOwn() {
        database.execute(
                "create table t (id bigint primary key, name text) partition by range (id)",
                "create table t_low partition of t for values from (0) to (10000)",
                "create table t_rest partition of t default partition by hash (id)",
                "create table t_0 partition of t_rest for values with (modulus 2, remainder 0)",
                "create table t_1 partition of t_rest for values with (modulus 2, remainder 1)",
                "insert into t select i, 'name' from generate_series(1, 30000) i");
        List<Chunk> chunks = source.plan(TABLE, 5_000);
        assertThat(chunks.size()).isBetween(6, 9);
        assertThat(rows(chunks, null)).hasSize(30_000).doesNotHaveDuplicates();
    }

    @Test
    void aPartitionedTableWithoutPartitionsIsEmpty() {
        database.execute("create table t (id bigint primary key, name text) partition by range (id)");
        List<Chunk> chunks = source.plan(TABLE, 5_000);
        assertThat(chunks).hasSize(1);
        assertThat(rows(chunks, null)).isEmpty();
    }

    @Test
    void rowsOfInheritingTablesAreTheirs() {
        make(1);
        database.execute("create table child () inherits (t)", "insert into child values (2, 'child')");
        assertThat(rows(source.plan(TABLE, 10), null)).containsExactly("INSERT 1|name of 1");
    }

    @Test
    void whatHasNoBinaryFormIsReadAsText() {
        database.execute(
                "create table t (id bigint primary key, who aclitem, many aclitem[], \"odd \"\"name\" text, e text)",
                "insert into t values (1, 'postgres=r/postgres', '{=w/postgres}', 'x', '')",
                "insert into t (id) values (2)");
        assertThat(rows(source.plan(TABLE, 10), null))
                .containsExactly("INSERT 1|postgres=r/postgres|{=w/postgres}|x|", "INSERT 2|∅|∅|∅|∅");
    }

    @Test
    void aValueMayBeLargerThanABlock() {
        database.execute(
                "create table t (id bigint primary key, name text)",
                "insert into t select i, repeat('x', 5000000) from generate_series(1, 3) i");
        assertThat(rows(source.plan(TABLE, 10), null))
                .containsExactly(
                        "INSERT 1|x... 5000000 characters",
                        "INSERT 2|x... 5000000 characters",
                        "INSERT 3|x... 5000000 characters");
    }

    @Test
    void aTableWithoutColumnsHasRows() {
        database.execute("create table t ()", "insert into t default values", "insert into t default values");
        assertThat(rows(source.plan(TABLE, 10), null)).containsExactly("INSERT ", "INSERT ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vacuum full t", "cluster t using t_pkey", "truncate t", "alter table t alter id type int"})
    void aRewrittenTableMakesChunksStale(String rewrite) {
        make(1000);
        List<Chunk> chunks = source.plan(TABLE, 100);
        database.execute("delete from t where id % 2 = 0", rewrite);
        TableSchema schema = schema();
        assertFails(ErrorCode.CHUNK_STALE, () -> source.read(chunks.getFirst(), schema, null));
        assertThat(rows(source.plan(TABLE, 100), null)).hasSize(rewrite.startsWith("truncate") ? 0 : 500);
    }

    @Test
    void aDroppedTableMakesChunksStale() {
        make(10);
        TableSchema schema = schema();
        List<Chunk> chunks = source.plan(TABLE, 100);
        database.execute("drop table t");
        assertFails(ErrorCode.CHUNK_STALE, () -> source.read(chunks.getFirst(), schema, null));
        assertFails(ErrorCode.TABLE_MISSING, () -> source.plan(TABLE, 100));
    }

    /** Such a rewrite makes all rows look new, so that an earlier snapshot would silently read none. */
    @Test
    void aSnapshotFromBeforeARewriteIsNotUsedForTheTable() {
        make(1000);
        try (Snapshot snapshot = source.snapshot()) {
            database.execute("alter table t alter name type varchar(100)", "alter table t alter id type int");
            List<Chunk> chunks = source.plan(TABLE, 100);
            assertFails(ErrorCode.SNAPSHOT_LOST, () -> source.read(chunks.getFirst(), schema(), snapshot.name()));
            assertThat(rows(chunks, null)).hasSize(1000);
        }
    }

    @Test
    void aTableThatIsYoungerThanTheSnapshotIsReadAsOfNow() {
        try (Snapshot snapshot = source.snapshot()) {
            make(10);
            Chunk chunk = source.plan(TABLE, 100).getFirst();
            assertFails(ErrorCode.SNAPSHOT_LOST, () -> source.read(chunk, schema(), snapshot.name()));
        }
    }

    @Test
    void aRenamedTableIsStillRead() {
        make(10);
        TableSchema schema = schema();
        List<Chunk> chunks = source.plan(TABLE, 100);
        database.execute("alter table t rename to \"Other t\"");
        try (ChunkReader reader = source.read(chunks.getFirst(), schema, null)) {
            assertThat(Objects.requireNonNull(reader.next()).rows()).isEqualTo(10);
        }
    }

    @Test
    void rowsAddedAfterThePlanAreInTheLastChunk() {
        make(1000);
        List<Chunk> chunks = source.plan(TABLE, 100);
        database.execute("insert into t select i, 'late' from generate_series(2001, 4000) i");
        assertThat(rows(chunks, null)).hasSize(3000).doesNotHaveDuplicates();
    }

    @Test
    void allChunksOfASnapshotSeeOneInstant() {
        make(1000);
        List<Chunk> chunks = source.plan(TABLE, 100);
        try (Snapshot snapshot = source.snapshot()) {
            List<String> before = rows(chunks, snapshot.name());
            database.execute("update t set name = 'changed'", "delete from t where id > 500");
            assertThat(rows(chunks, snapshot.name())).isEqualTo(before);
        }
    }

    @Test
    void aSnapshotWhoseConnectionBrokeIsLost() {
        make(10);
        Chunk chunk = source.plan(TABLE, 100).getFirst();
        StreamSpec spec =
                new StreamSpec(database.name(), true, database.name(), true, List.of(new SourceTable(TABLE, Set.of())));
        source.publish(spec, 1);
        try (Snapshot snapshot = source.createStream(spec)) {
            assertThat(snapshot.isAlive()).isTrue();
            database.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                    + " and backend_type = 'walsender'");
            Await.until("the snapshot is gone", () -> !snapshot.isAlive());
            assertFails(ErrorCode.SNAPSHOT_LOST, () -> source.read(chunk, schema(), snapshot.name()));
        }
        assertThat(source.hasStream(spec)).isTrue();
    }

    @Test
    void closingAReadEndsItsQuery() {
        make(500_000);
        ChunkReader reader = source.read(source.plan(TABLE, 10_000_000).getFirst(), schema(), null);
        assertThat(reader.next()).isNotNull();
        reader.close();
        Await.until(
                "nothing reads any more",
                () -> database.rows("select query from pg_stat_activity where datname = current_database()"
                                + " and query like 'COPY%' and state = 'active'")
                        .isEmpty());
        assertThat(reader.next()).isNull();
    }

    @Test
    void columnPrivilegesAreEnough() {
        make(10);
        String user = "reader_of_" + database.name();
        database.execute("create role " + user + " login", "grant select (id) on t to " + user);
        Source limited = new PostgresConnector()
                .source(TestPeers.of(database, database.server().port(), Map.of("user", user)), database.name());
        Chunk chunk = limited.plan(TABLE, 100).getFirst();
        try (ChunkReader reader = limited.read(chunk, schema().carried(Set.of("name")), null)) {
            assertThat(Objects.requireNonNull(reader.next()).rows()).isEqualTo(10);
        }
        assertFails(ErrorCode.POSTGRES_PRIVILEGE_MISSING, () -> limited.read(chunk, schema(), null));
    }

    @Test
    void rowsAreNeverHiddenByRowSecurity() {
        make(10);
        String user = "limited_in_" + database.name();
        database.execute(
                "create role " + user + " login",
                "grant select on t to " + user,
                "alter table t enable row level security",
                "create policy few on t using (id < 3)");
        Source limited = new PostgresConnector()
                .source(TestPeers.of(database, database.server().port(), Map.of("user", user)), database.name());
        Chunk chunk = source.plan(TABLE, 100).getFirst();
        assertFails(ErrorCode.POSTGRES_PRIVILEGE_MISSING, () -> limited.read(chunk, schema(), null));
    }

    private void make(int rows) {
        database.execute(
                "create table t (id bigint primary key, name text)",
                "insert into t select i, 'name of ' || i from generate_series(1, " + rows + ") i");
    }

    private TableSchema schema() {
        return source.describe(List.of(TABLE)).getFirst();
    }

    private List<String> rows(List<Chunk> chunks, @Nullable String snapshot) {
        List<String> rows = new ArrayList<>();
        chunks.forEach(chunk -> rows.addAll(read(chunk, snapshot)));
        return rows;
    }

    private List<String> read(Chunk chunk, @Nullable String snapshot) {
        List<String> rows = new ArrayList<>();
        try (ChunkReader reader = source.read(chunk, schema(), snapshot)) {
            for (RowBuffer block = reader.next(); block != null; block = reader.next()) {
                rows.addAll(RowTexts.of(block));
            }
        }
        return rows;
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TainException.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
