package dev.tain.clickhouse.internal.apply;

import static dev.tain.clickhouse.internal.apply.Sample.point;
import static dev.tain.clickhouse.internal.apply.Sample.rows;
import static dev.tain.model.NetKind.DELETED;
import static dev.tain.model.NetKind.FULL;
import static dev.tain.model.NetKind.NEW;
import static dev.tain.testkit.Rows.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.clickhouse.ClickHouseConnector;
import dev.tain.connector.Applier;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.testkit.BlockReader;
import dev.tain.testkit.ClickHouseCluster;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is of a cluster alone: two real servers, each with a shard. */
class ClusterIT {
    private final ClickHouseCluster cluster;
    private final DestinationDatabase database;
    private final Sample sample;

    ClusterIT(@TempDir Path directory) {
        cluster = ClickHouseCluster.open(directory);
        database = DestinationDatabase.of(cluster);
        sample = new Sample(database, "cluster");
    }

    @BeforeEach
    void isReached() {
        assertThat(new ClickHouseConnector().check(database.peer()).version())
                .isEqualTo(cluster.first().process().version());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Rows many(MappedTable table) {
        Rows rows = rows(table);
        for (long id = 1; id <= 100; id++) {
            rows.add(NEW, id, "r" + id % 7, id);
        }
        return rows;
    }

    private List<String> perShard(String table) {
        return sample.ask("SELECT uniqExact(_shard_num) FROM @" + table);
    }

    @Test
    void rowsOfOneKeyAreOnOneShard() {
        MappedTable table = sample.prepared("t", "", Map.of(MappedTable.CURRENT_VIEW, "true"));
        sample.write(table, many(table));
        assertThat(perShard("t")).containsExactly("2");
        Rows changes = rows(table);
        for (long id = 1; id <= 100; id++) {
            if (id % 2 == 0) {
                changes.add(DELETED, id, ABSENT, ABSENT);
            } else {
                changes.add(FULL, id, "new", -id);
            }
        }
        sample.write(table, changes);
        assertThat(sample.ask("SELECT count(), sum(n), uniqExact(region) FROM @t_current"))
                .containsExactly("50|-2500|1");
        assertThat(sample.ask(
                        "SELECT max(shards) FROM (SELECT id, uniqExact(_shard_num) AS shards FROM @t GROUP BY id)"))
                .containsExactly("1");
    }

    @Test
    void whatIsCopiedAndStreamedIsThereOnce() {
        MappedTable table = sample.prepared("t", "", Map.of("engine", "CH_ENGINE_MERGE_TREE"));
        Rows copied = many(table); // what comes later has later positions
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.commit(point(Rows.end()));
        }
        try (ChunkWriter writer = database.destination().chunkWriter(sample.mirror(), 1)) {
            writer.divided(table, List.of(new Chunk(table.name(), "a", "everything", 1)));
            writer.write(
                    table,
                    new Chunk(table.name(), "old", "everything", 1),
                    new BlockReader(many(table).buffer()));
            writer.write(table, new Chunk(table.name(), "a", "everything", 1), new BlockReader(copied.buffer()));
        }
        sample.write(table, rows(table).add(NEW, 7L, "streamed", 7L).add(NEW, 101L, "streamed", 101L), true);
        assertThat(sample.ask("SELECT count() FROM @t")).containsExactly("202");
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.commit(point(Rows.end(), table));
        }
        assertThat(sample.ask("SELECT count(), uniqExact(id), countIf(region = 'streamed') FROM @t"))
                .containsExactly("101|101|2");
    }

    /** A confirmed row does not wait on the first server to be sent on. */
    @Test
    void whatIsWrittenIsWithTheShards() {
        MappedTable table = sample.prepared("t", "", Map.of());
        sample.write(table, many(table));
        assertThat(sample.ask("SELECT sum(data_files) FROM system.distribution_queue"))
                .containsExactly("0");
        cluster.servers().forEach(server -> server.process().crash());
        cluster.servers().forEach(server -> server.process().start());
        assertThat(sample.ask("SELECT count() FROM @t FINAL")).containsExactly("100");
    }

    @Test
    void aShardThatIsDownStopsTheWriterAndNothingIsLost() {
        MappedTable table = sample.prepared("t", "", Map.of());
        cluster.servers().getLast().process().crash();
        assertThatThrownBy(() -> sample.write(table, many(table))).isInstanceOf(TainException.class);
        cluster.servers().getLast().process().start();
        sample.write(table, many(table));
        assertThat(sample.ask("SELECT count(), sum(n) FROM @t FINAL")).containsExactly("100|5050");
    }

    @Test
    void aRowThatMovesToAnotherShardLeavesNoneBehind() {
        MappedTable table = sample.prepared("t", "", Map.of("sharding_key", "ifNull(n, 0)"));
        sample.write(table, many(table));
        Rows moves = rows(table);
        for (long id = 1; id <= 100; id++) {
            moves.add(FULL, id, "moved", id + 1);
        }
        sample.write(table, moves);
        assertThat(sample.ask("SELECT count(), sum(n) FROM @t FINAL")).containsExactly("100|5150");
    }

    @Test
    void columnsTruncationAndReadPointsReachAllShards() {
        MappedTable table =
                sample.prepared("t", "", Map.of(MappedTable.CURRENT_VIEW, "true", MappedTable.AS_OF_VIEW, "true"));
        List<Column> more = new ArrayList<>(table.source().columns());
        more.add(new Column("extra", "text", true, 0, Encoding.BINARY, null));
        MappedTable wider = table.following(new TableSchema(table.name(), more));
        String first;
        String second;
        try (Applier applier = database.destination().applier(sample.mirror(), 1)) {
            applier.apply(table, many(table).net(), false, new KnownRows(table.source()));
            Position end = Rows.end();
            first = Long.toUnsignedString(end.order());
            applier.commit(point(end, table));
            applier.extend(wider);
            applier.apply(wider, rows(wider).add(FULL, 1L, "x", 0L, "y").net(), false, new KnownRows(wider.source()));
            end = Rows.end();
            second = Long.toUnsignedString(end.order());
            applier.commit(point(end, wider));
        }
        assertThat(sample.ask("SELECT sum(n), count(extra) FROM @t_as_of(version = " + first + ")"))
                .containsExactly("5050|0");
        assertThat(sample.ask("SELECT sum(n), count(extra) FROM @t_as_of(version = " + second + ")"))
                .containsExactly("5049|1");
        sample.write(wider, rows(wider).truncate().add(NEW, 7L, "only", 7L, null));
        assertThat(sample.ask("SELECT * FROM @t_current")).containsExactly("7|only|7|∅");
        database.destination().clear(sample.mirror(), 1, wider);
        assertThat(sample.ask("SELECT count() FROM @t")).containsExactly("0");
    }

    @Test
    void whatWouldSpreadTheRowsOfAKeyIsRefused() {
        assertThat(database.destination().check(List.of(sample.table("t", "", Map.of("sharding_key", "rand()"))), true))
                .singleElement()
                .extracting(Problem::sentence)
                .asString()
                .contains("different shards");
        assertThat(database.destination().check(List.of(sample.table("t", "", Map.of("policy_name", "nosuch"))), true))
                .singleElement()
                .extracting(Problem::sentence)
                .asString()
                .contains("nosuch");
        assertThat(database.destination()
                        .check(List.of(sample.table("t", "", Map.of("sharding_key", "no_such + 1"))), true))
                .singleElement()
                .extracting(Problem::sentence)
                .asString()
                .contains("no_such");
    }

    @Test
    void aServerWithoutTheClusterSaysSo() {
        assertThatThrownBy(() -> new ClickHouseConnector()
                        .check(new dev.tain.model.Peer(
                                "ch",
                                dev.tain.model.PeerType.CLICKHOUSE,
                                Map.of(
                                        "host",
                                        "127.0.0.1",
                                        "port",
                                        Integer.toString(cluster.first().httpPort()),
                                        "cluster",
                                        ClickHouseCluster.NAME,
                                        "disable_tls",
                                        "true"),
                                Map.of())))
                .isInstanceOfSatisfying(TainException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE);
                    assertThat(e.remedy()).contains("Keeper");
                });
    }
}
