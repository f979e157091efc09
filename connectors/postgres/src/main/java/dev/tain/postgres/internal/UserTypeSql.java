package dev.tain.postgres.internal;

/** The query behind {@link UserTypes}. */
final class UserTypeSql {
    /** Of what a type is made, each with its name where it has one, in order. */
    private static final String MADE_OF = """
            SELECT t.typbasetype AS type, t.typtypmod AS modifier, t.typcollation AS collation, 1 AS place, '' AS name
             WHERE t.typtype = 'd'
             UNION ALL
            SELECT t.typelem, NULL, 0, 1, '' WHERE t.typcategory = 'A' AND t.typelem <> 0
             UNION ALL
            SELECT CASE t.oid WHEN g.rngtypid THEN g.rngsubtype ELSE g.rngtypid END, NULL, 0, 1, ''
              FROM pg_catalog.pg_range g WHERE t.oid IN (g.rngtypid, g.rngmultitypid)
             UNION ALL
            SELECT a.atttypid, a.atttypmod, a.attcollation, a.attnum, quote_ident(a.attname) || ' '
              FROM pg_catalog.pg_attribute a
             WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private static final String ATTRIBUTES = """
            SELECT array_agg(m.type::int8 ORDER BY m.place) AS made_of,
                   array_agg(m.name || pg_catalog.format_type(m.type, m.modifier) ORDER BY m.place) AS parts,
                   string_agg(m.name || pg_catalog.format_type(m.type, m.modifier) || CASE
                                WHEN m.collation <> 0 AND m.collation <> b.typcollation
                                THEN pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname) ELSE '' END,
                              ', ' ORDER BY m.place) AS listed
              FROM (""" + MADE_OF + """
              ) m JOIN pg_catalog.pg_type b ON b.oid = m.type
              LEFT JOIN pg_catalog.pg_collation co ON co.oid = m.collation
              LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
            """;

    private static final String LABELS = """
            SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels,
                   coalesce(string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder), '') AS listed
              FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid
            """;

    private static final String CONSTRAINTS = """
            SELECT coalesce(string_agg(pg_catalog.format(' CONSTRAINT %I ', c.conname)
                              || pg_catalog.pg_get_constraintdef(c.oid), '' ORDER BY c.conname), '') AS listed
              FROM pg_catalog.pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c' AND c.convalidated
            """;

    /** A range with functions or an operator class of the user's own cannot be made without these. */
    private static final String RANGE = """
            SELECT pg_catalog.format('SUBTYPE_OPCLASS = %I.%I', opn.nspname, op.opcname)
                   || coalesce(', COLLATION = ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname), '')
                   || coalesce(', SUBTYPE_DIFF = ' || quote_ident(fn.nspname) || '.' || quote_ident(f.proname), '')
                   || CASE WHEN g.rngcanonical <> 0 THEN ', CANONICAL = ' || g.rngcanonical ELSE '' END
                   || ', MULTIRANGE_TYPE_NAME = ' || pg_catalog.format_type(g.rngmultitypid, NULL) AS listed,
                   g.rngcanonical <> 0 OR opn.nspname <> 'pg_catalog'
                     OR coalesce(fn.nspname, 'pg_catalog') <> 'pg_catalog' AS needs_others
              FROM pg_catalog.pg_range g JOIN pg_catalog.pg_opclass op ON op.oid = g.rngsubopc
              JOIN pg_catalog.pg_namespace opn ON opn.oid = op.opcnamespace
              LEFT JOIN pg_catalog.pg_collation co ON co.oid = g.rngcollation
              LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
              LEFT JOIN pg_catalog.pg_proc f ON f.oid = g.rngsubdiff::oid
              LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
             WHERE g.rngtypid = t.oid
            """;

    /**
     * One row for each type and each that it is made of. Arrays and multiranges come with their elements and ranges and
     * have no definition. A table's row type is made with the table.
     */
    static final String QUERY = """
            WITH RECURSIVE part(type) AS (
              SELECT w.type::oid FROM unnest(?::bigint[]) AS w(type)
              UNION
              SELECT p.type FROM part JOIN pg_catalog.pg_type t ON t.oid = part.type
                CROSS JOIN LATERAL (SELECT m.type FROM (""" + MADE_OF + """
            ) m) p
            )
            SELECT t.oid::int8 AS number, w.name, t.typtype AS kind,
                   coalesce(x.extname IS NOT NULL OR k.relkind <> 'c' OR r.needs_others, false) AS foreign_made,
                   a.made_of, coalesce(l.labels, a.parts) AS parts,
                   CASE WHEN x.extname IS NOT NULL
                        THEN pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I', x.extname, n.nspname)
                        WHEN t.typtype = 'e' THEN 'CREATE TYPE ' || w.name || ' AS ENUM (' || l.listed || ')'
                        WHEN k.relkind = 'c' THEN 'CREATE TYPE ' || w.name || ' AS (' || coalesce(a.listed, '') || ')'
                        WHEN t.typtype = 'd' THEN 'CREATE DOMAIN ' || w.name || ' AS ' || a.listed
                             || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END || c.listed
                        WHEN t.typtype = 'r' THEN 'CREATE TYPE ' || w.name || ' AS RANGE (SUBTYPE = ' || a.listed
                             || ', ' || r.listed || ')'
                   END AS definition
              FROM part JOIN pg_catalog.pg_type t ON t.oid = part.type
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              CROSS JOIN LATERAL (SELECT pg_catalog.format_type(t.oid, NULL) AS name) w
              LEFT JOIN pg_catalog.pg_class k ON k.oid = t.typrelid
              LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
                    AND d.objid = t.oid AND d.deptype = 'e'
              LEFT JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
              CROSS JOIN LATERAL (""" + ATTRIBUTES + ") a CROSS JOIN LATERAL (" + LABELS
            + ") l CROSS JOIN LATERAL (" + CONSTRAINTS + ") c LEFT JOIN LATERAL (" + RANGE + """
            ) r ON true
             WHERE t.oid >= 16384
            """;

    private UserTypeSql() {}
}
