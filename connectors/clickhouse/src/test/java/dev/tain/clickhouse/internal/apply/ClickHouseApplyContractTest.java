package dev.tain.clickhouse.internal.apply;

import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.testkit.DestinationApplyContract;
import java.util.List;

class ClickHouseApplyContractTest extends DestinationApplyContract {
    private final DestinationDatabase database = new DestinationDatabase();

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
