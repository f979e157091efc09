package dev.tain.clickhouse.internal.apply;

import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint;
import dev.tain.connector.ReadPoint.TablePoint;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.Rows;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tables with a key {@code id}, a {@code region} that may be NULL and a number {@code n}, and how they are written. */
record Sample(DestinationDatabase database, String mirror) {

    MappedTable table(String name, String softDelete, Map<String, String> options) {
        List<Column> columns = List.of(
                new Column("id", "bigint", false, 1, Encoding.BINARY, null),
                new Column("region", "text", true, 0, Encoding.BINARY, null),
                new Column("n", "bigint", true, 0, Encoding.BINARY, null));
        return new MappedTable(
                new TableSchema(new TableName("public", name), columns),
                new TableSchema(new TableName(database.name(), name), columns),
                List.of(),
                softDelete,
                "",
                options);
    }

    MappedTable prepared(String name, String softDelete, Map<String, String> options) {
        MappedTable table = table(name, softDelete, options);
        database.destination().prepare(mirror, List.of(table));
        return table;
    }

    static Rows rows(MappedTable table) {
        return new Rows(table.source());
    }

    void write(MappedTable table, Rows rows) {
        write(table, rows, false);
    }

    void write(MappedTable table, Rows rows, boolean replaying) {
        try (Applier applier = database.destination().applier(mirror, 1)) {
            applier.apply(table, rows.net(), replaying, new KnownRows(table.source()));
            applier.commit(Rows.end());
        }
    }

    /** A point at which these tables are complete. */
    static ReadPoint point(Position at, MappedTable... tables) {
        return new ReadPoint(
                at,
                1_700_000_000_123_456L,
                Stream.of(tables)
                        .map(table ->
                                new TablePoint(table.name(), table.destination().name(), true))
                        .toList());
    }

    /** Rows of a query; tables are named behind {@code @}. */
    List<String> ask(String query) {
        return database.server().rows(query.replace("@", database.name() + "."));
    }
}
