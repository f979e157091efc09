package dev.tain.clickhouse.internal.apply;

import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.testkit.ClickHouseCluster;
import dev.tain.testkit.DestinationStateContract;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same on a cluster of two shards. */
class ClusterStateContractTest extends DestinationStateContract {
    @TempDir
    private static Path directory = Path.of("");

    private static @Nullable ClickHouseCluster cluster;

    private final DestinationDatabase database = DestinationDatabase.of(running());

    @BeforeAll
    static void open() {
        cluster = ClickHouseCluster.open(directory);
    }

    @AfterAll
    static void close() {
        running().close();
    }

    private static ClickHouseCluster running() {
        return java.util.Objects.requireNonNull(cluster);
    }

    @Override
    protected Destination destination() {
        return database.destination();
    }

    @Override
    protected List<String> contents(MappedTable table) {
        return database.contents(table);
    }

    @Override
    protected List<String> deletedContents(MappedTable table) {
        return database.deletedContents(table);
    }
}
