package dev.tain.postgres.internal.snapshot;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.Identifiers;
import java.util.stream.Collectors;

/** Column lists of queries whose rows become images. */
public final class Columns {
    private Columns() {}

    /** The carried columns in order, those of encoding TEXT turned into text: its binary form is the text itself. */
    public static String select(TableSchema carried, String table) {
        return carried.columns().stream().map(column -> select(column, table)).collect(Collectors.joining(", "));
    }

    private static String select(Column column, String table) {
        String name = table + "." + Identifiers.quote(column.name());
        return column.encoding() == Encoding.TEXT ? name + "::pg_catalog.text" : name;
    }
}
