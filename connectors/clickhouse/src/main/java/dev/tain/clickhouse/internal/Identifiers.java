package dev.tain.clickhouse.internal;

import dev.tain.model.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** The only place where names and texts enter a statement. */
public final class Identifiers {
    private Identifiers() {}

    /** An identifier as it is written in SQL, case and all characters kept. */
    public static String quote(String identifier) {
        if (identifier.isEmpty() || identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an identifier: '" + identifier + "'");
        }
        return '`' + identifier.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    /** A table's name as it is written in SQL; the schema is its database. */
    public static String quote(TableName name) {
        return name.schema().isEmpty() ? quote(name.name()) : quote(name.schema()) + "." + quote(name.name());
    }

    public static String quoteAll(Collection<String> identifiers) {
        return identifiers.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /** A text as a literal in SQL. */
    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
