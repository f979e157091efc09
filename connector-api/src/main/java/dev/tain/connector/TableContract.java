package dev.tain.connector;

import dev.tain.model.TableName;
import java.util.List;

/** What of a table's values arrives at the destination, by carried column. */
public record TableContract(TableName source, TableName destination, List<ColumnContract> columns) {
    public TableContract {
        columns = List.copyOf(columns);
    }
}
