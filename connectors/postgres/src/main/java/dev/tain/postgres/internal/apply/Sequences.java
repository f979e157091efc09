package dev.tain.postgres.internal.apply;

import dev.tain.model.TableName;
import dev.tain.postgres.internal.Identifiers;
import java.sql.SQLException;
import java.util.List;

/** The sequences that belong to columns of tables, by {@code serial}, {@code OWNED BY} or identity. */
final class Sequences {
    private final Session session;

    Sequences(Session session) {
        this.session = session;
    }

    private static String owned(TableName table) {
        return """
                SELECT format('%I.%I', n.nspname, s.relname), format('%I', a.attname), q.seqincrement > 0,
                       q.seqmin, q.seqmax
                  FROM pg_catalog.pg_depend d
                  JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
                  JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
                  JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
                   AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass(%s)
                 ORDER BY 1
                """.replace("%s)", Identifiers.literal(Identifiers.quote(table)) + ")");
    }

    /** Tables that don't exist are passed over; sequences that could not hold the value stay. */
    void reset(List<TableName> tables) throws SQLException {
        for (TableName table : tables) {
            for (List<String> sequence : session.query(owned(table))) {
                String last = sequence.get(2).equals("t") ? "max" : "min";
                session.query(
                        "SELECT setval(" + Identifiers.literal(sequence.get(0)) + "::regclass, last) FROM (SELECT "
                                + last + "(" + sequence.get(1) + ")::int8 AS last FROM " + Identifiers.quote(table)
                                + ") found WHERE last BETWEEN " + sequence.get(3) + " AND " + sequence.get(4));
            }
        }
    }
}
