package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.Conversion;
import dev.tain.connector.ColumnContract;
import dev.tain.connector.ColumnContract.Fidelity;
import dev.tain.connector.MappedTable;
import dev.tain.connector.TableContract;
import dev.tain.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of each column's values arrives, by the types that the table has or is to have. */
final class Contracts {
    private final Catalog catalog;

    Contracts(Catalog catalog) {
        this.catalog = catalog;
    }

    TableContract of(MappedTable table) {
        Optional<StoredTable> stored = catalog.find(table.destination().name());
        boolean coalesces = stored.map(found -> found.engine().contains("Coalescing"))
                .orElse(Engine.of(table) == Engine.COALESCING_MERGE_TREE);
        Design design = new Design(table, catalog.types(table), new Cluster("", false));
        List<ColumnContract> columns = new ArrayList<>();
        for (int i = 0; i < table.source().columns().size(); i++) {
            columns.add(column(table, i, design, stored, coalesces));
        }
        return new TableContract(table.name(), table.destination().name(), columns);
    }

    private static ColumnContract column(
            MappedTable table, int index, Design design, Optional<StoredTable> stored, boolean coalesces) {
        Column source = table.source().columns().get(index);
        Column destination = table.destination().columns().get(index);
        PgType from = PgType.of(source);
        Optional<ChType> existing =
                stored.flatMap(found -> found.column(destination.name())).map(StoredColumn::type);
        String asked = destination.type().equals(source.type()) ? "" : destination.type();
        ChType to;
        try {
            to = existing.orElseGet(() -> design.type(index));
        } catch (IllegalArgumentException e) {
            return contract(source, destination, asked, Fidelity.REFUSED, String.valueOf(e.getMessage()));
        }
        Conversion conversion = Conversion.of(from, to);
        if (!conversion.isPossible()) {
            String why = "values of " + source.type() + " do not fit " + to;
            return contract(source, destination, to.toString(), Fidelity.REFUSED, why);
        }
        String loss = loss(source, conversion, coalesces);
        return contract(source, destination, to.toString(), loss.isEmpty() ? Fidelity.LOSSLESS : Fidelity.LOSSY, loss);
    }

    private static String loss(Column source, Conversion conversion, boolean coalesces) {
        List<String> losses = new ArrayList<>();
        if (!conversion.loss().isEmpty()) {
            losses.add(conversion.loss());
        }
        ChType bare = conversion.type().bare();
        boolean tellsNull = conversion.type().isNullable() || bare.is("Array") || bare.is("Map");
        if (source.nullable() && !source.isKey() && !tellsNull) {
            losses.add("NULL becomes the type's default");
        }
        if (coalesces && source.nullable() && conversion.type().isNullable()) {
            losses.add("a value that becomes NULL stays what it was, as CoalescingMergeTree has it");
        }
        return String.join("; ", losses);
    }

    private static ColumnContract contract(
            Column source, Column destination, String type, Fidelity fidelity, String loss) {
        return new ColumnContract(source.name(), source.type(), destination.name(), type, fidelity, loss);
    }
}
