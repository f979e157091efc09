package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.Optional;

/** Makes views, and knows those that it made by their comment, which also tells whether one is as it should be. */
final class ViewMaker {
    private static final String MADE = "Made by Tain, ";

    private final Server server;
    private final Catalog catalog;

    ViewMaker(Server server) {
        this.server = server;
        this.catalog = new Catalog(server);
    }

    /** Makes the view, or makes it anew when its query is another one. */
    void make(TableName view, String query) {
        String comment = MADE + Integer.toHexString(query.hashCode());
        Optional<String> there = catalog.comment(view);
        if (there.isPresent() && there.get().equals(comment)) {
            return;
        }
        if (isTaken(view)) {
            throw new TainException(
                    ErrorCode.TABLE_UNFIT,
                    view + " is to be a view that Tain makes, and is something else.",
                    "Rename that, or leave the views out.");
        }
        String what = there.isPresent() ? "CREATE OR REPLACE VIEW " : "CREATE VIEW IF NOT EXISTS ";
        server.run(
                what + Identifiers.quote(view) + server.cluster().on() + " AS " + query + " COMMENT "
                        + Identifiers.literal(comment),
                "making view " + view);
    }

    /** Drops the view if it is one that was made here. */
    void drop(TableName view) {
        if (isOurs(view)) {
            server.run(
                    "DROP VIEW IF EXISTS " + Identifiers.quote(view)
                            + server.cluster().on(),
                    "dropping view " + view);
        }
    }

    private boolean isOurs(TableName view) {
        return catalog.comment(view).filter(text -> text.startsWith(MADE)).isPresent();
    }

    /** Whether something of the name is there that was not made here. */
    boolean isTaken(TableName view) {
        return catalog.comment(view).filter(text -> !text.startsWith(MADE)).isPresent();
    }
}
