package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import java.util.ArrayList;
import java.util.List;

/** Takes rows out of a table that was emptied at the source. Done again, it changes nothing. */
final class Emptying {
    private final Server server;
    private final Layout layout;

    Emptying(Server server, Layout layout) {
        this.server = server;
        this.layout = layout;
    }

    /** Removes the rows of earlier versions, or marks them, as the mirror has it. */
    void removeBefore(long version) {
        String doing = "emptying " + layout.mapped().destination().name();
        String earlier = Identifiers.quote(Design.VERSION) + " < " + Long.toUnsignedString(version);
        if (!layout.stored().isReadable()) {
            return;
        }
        if (!layout.mapped().softDeletes()) {
            server.run("DELETE FROM " + layout.stored().rows().named() + " WHERE " + earlier, doing);
            return;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < layout.columns(); i++) {
            names.add(Identifiers.quote(layout.column(i).name()));
        }
        String columns = String.join(", ", names);
        String mark = layout.deletedColumn();
        server.run(
                "INSERT INTO " + layout.table() + " (" + columns + ", " + mark + ", "
                        + Identifiers.quote(Design.VERSION) + ") SELECT " + columns + ", 1, "
                        + Long.toUnsignedString(version - 1) + " FROM " + layout.table() + " FINAL WHERE " + mark
                        + " = 0 AND " + earlier,
                doing);
    }
}
