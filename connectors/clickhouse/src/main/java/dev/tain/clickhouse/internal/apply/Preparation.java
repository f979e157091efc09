package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.MappedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what a mirror needs at the destination. May be done again at any time. */
final class Preparation {
    private final Server server;
    private final Catalog catalog;

    Preparation(Server server) {
        this.server = server;
        this.catalog = new Catalog(server);
    }

    void run(Bookkeeping bookkeeping, List<MappedTable> tables) {
        bookkeeping.prepare();
        for (MappedTable table : tables) {
            Optional<StoredTable> stored = catalog.find(table.destination().name());
            String doing = "preparing table " + table.destination().name();
            List<String> statements = stored.map(found -> missing(table, found))
                    .orElseGet(() -> new Design(table, catalog.types(table), server.cluster()).create());
            statements.forEach(statement -> server.run(statement, doing));
            arrangeViews(table);
        }
    }

    /** Makes the views as the table is now, if the mirror has a word about them. */
    void arrangeViews(MappedTable table) {
        if (Views.areNamed(table)) {
            catalog.find(table.destination().name()).ifPresent(stored -> new Views(server).arrange(table, stored));
        }
    }

    /** Statements that add the columns which a table lacks. */
    List<String> missing(MappedTable table, StoredTable stored) {
        Design design = new Design(table, catalog.types(table), server.cluster());
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < table.destination().columns().size(); i++) {
            if (stored.column(table.destination().columns().get(i).name()).isEmpty()) {
                statements.addAll(design.add(i, stored));
            }
        }
        return statements;
    }
}
