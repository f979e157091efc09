package dev.tain.clickhouse.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.clickhouse.internal.type.TypeMap;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statements that need a Keeper to run, which the servers of the tests do not have. */
class DesignTest {
    private static final TypeMap TYPES = new TypeMap(true, false);

    private static MappedTable table(Map<String, String> options) {
        List<Column> columns = List.of(
                new Column("id", "bigint", false, 1, Encoding.BINARY, null),
                new Column("region", "text", true, 0, Encoding.BINARY, null));
        return new MappedTable(
                new TableSchema(new TableName("public", "t"), columns),
                new TableSchema(new TableName("db", "it's"), columns),
                List.of(),
                "",
                "",
                options);
    }

    @Test
    void aClusterHasTheRowsInLocalTables() {
        assertThat(new Design(table(Map.of()), TYPES, new Cluster("c", false)).create())
                .containsExactly(
                        "CREATE TABLE IF NOT EXISTS `db`.`it's_shard` ON CLUSTER `c` (`id` Int64, `region`"
                                + " Nullable(String), `_peerdb_is_deleted` UInt8, `_peerdb_version` UInt64)"
                                + " ENGINE = ReplacingMergeTree(`_peerdb_version`, `_peerdb_is_deleted`)"
                                + " ORDER BY (`id`) SETTINGS fsync_after_insert = 1, fsync_part_directory = 1",
                        "CREATE TABLE IF NOT EXISTS `db`.`it's` ON CLUSTER `c` AS `db`.`it's_shard`"
                                + " ENGINE = Distributed('c', 'db', 'it\\'s_shard', cityHash64(`id`))");
    }

    @Test
    void shardingKeyAndPolicyAreTheMappings() {
        MappedTable table = table(Map.of("sharding_key", "length(region)", "policy_name", "fast"));
        List<String> statements = new Design(table, TYPES, new Cluster("c", false)).create();
        assertThat(statements.getFirst()).contains("ORDER BY (`id`, `region`)").contains("allow_nullable_key = 1");
        assertThat(statements.getLast()).endsWith("Distributed('c', 'db', 'it\\'s_shard', (length(region)), 'fast')");
    }

    @Test
    void replicasAreThePeersWord() {
        String path = "'/clickhouse/tables/{uuid}/{shard}/{database}/it\\'s', '{replica}'";
        assertThat(new Design(table(Map.of()), TYPES, new Cluster("", true)).create())
                .singleElement()
                .asString()
                .contains("ENGINE = ReplicatedReplacingMergeTree(" + path
                        + ", `_peerdb_version`, `_peerdb_is_deleted`) ORDER BY");
        MappedTable plain = table(Map.of("engine", "CH_ENGINE_MERGE_TREE"));
        assertThat(new Design(plain, TYPES, new Cluster("c", true)).create().getFirst())
                .contains("ON CLUSTER `c`")
                .contains("ENGINE = ReplicatedMergeTree(" + path + ") ORDER BY");
        MappedTable named = table(Map.of("engine", "CH_ENGINE_REPLICATED_MERGE_TREE"));
        assertThat(new Design(named, TYPES, new Cluster("", false)).create().getFirst())
                .contains("ENGINE = MergeTree ORDER BY");
    }
}
