package dev.tain.postgres.internal;

import dev.tain.model.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** The only place where names and texts enter an SQL statement. */
public final class Identifiers {
    private Identifiers() {}

    /** An identifier as it is written in SQL, case and all characters kept. */
    public static String quote(String identifier) {
        if (identifier.isEmpty() || identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an identifier: '" + identifier + "'");
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A table's name as it is written in SQL; without a schema where it has none. */
    public static String quote(TableName name) {
        return name.schema().isEmpty() ? quote(name.name()) : quote(name.schema()) + "." + quote(name.name());
    }

    /** Identifiers as a list in SQL, in the given order. */
    public static String quoteAll(Collection<String> identifiers) {
        return identifiers.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /** A text as a literal in SQL, the same whether the server takes backslashes as escapes or not. */
    public static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text in PostgreSQL cannot hold the character 0");
        }
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    /** A text as a literal in a command of the replication protocol, which knows no escapes but the doubled quote. */
    public static String protocolLiteral(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
