package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.MappedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what a mirror needs at the destination. May be done again at any time. */
final class Preparation {
    private final Server server;

    Preparation(Server server) {
        this.server = server;
    }

    void run(Bookkeeping bookkeeping, List<MappedTable> tables) {
        bookkeeping.prepare();
        Catalog catalog = new Catalog(server);
        for (MappedTable table : tables) {
            Optional<StoredTable> stored = catalog.find(table.destination().name());
            String doing = "preparing table " + table.destination().name();
            if (stored.isEmpty()) {
                server.run(new Design(table, catalog.types(table)).create(), doing);
            } else {
                missing(table, stored.get(), catalog).forEach(statement -> server.run(statement, doing));
            }
        }
    }

    /** Statements that add the columns which a table lacks. */
    static List<String> missing(MappedTable table, StoredTable stored, Catalog catalog) {
        Design design = new Design(table, catalog.types(table));
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < table.destination().columns().size(); i++) {
            if (stored.column(table.destination().columns().get(i).name()).isEmpty()) {
                statements.add(design.add(i));
            }
        }
        return statements;
    }
}
