package dev.tain.postgres.internal.apply;

import dev.tain.connector.ColumnContract;
import dev.tain.connector.ColumnContract.Fidelity;
import dev.tain.connector.MappedTable;
import dev.tain.connector.TableContract;
import dev.tain.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What of columns' values arrives: everything, but for names of objects, which are numbers of one database. */
final class Contracts {
    private static final Pattern OBJECTS = Pattern.compile(
            "\\breg(?:class|proc|procedure|oper|operator|type|config|dictionary|namespace|role|collation)\\b");
    private static final String LOSS = "values are numbers of the source's objects, which are names there: other names,"
            + " or none, where the destination gives its objects other numbers";

    private Contracts() {}

    /** Tables of which all values arrive are left out. */
    static List<TableContract> of(List<MappedTable> tables) {
        return tables.stream()
                .filter(table -> table.source().columns().stream().anyMatch(Contracts::namesObjects))
                .map(Contracts::of)
                .toList();
    }

    private static TableContract of(MappedTable table) {
        List<ColumnContract> columns = new ArrayList<>();
        for (int i = 0; i < table.source().columns().size(); i++) {
            Column source = table.source().columns().get(i);
            Column destination = table.destination().columns().get(i);
            boolean lossy = namesObjects(source);
            columns.add(new ColumnContract(
                    source.name(),
                    source.type(),
                    destination.name(),
                    destination.type(),
                    lossy ? Fidelity.LOSSY : Fidelity.LOSSLESS,
                    lossy ? LOSS : ""));
        }
        return new TableContract(table.name(), table.destination().name(), columns);
    }

    private static boolean namesObjects(Column column) {
        return OBJECTS.matcher(column.wireType()).find();
    }
}
