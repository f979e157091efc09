package dev.tain.clickhouse.internal.type;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a PostgreSQL type decides how its values are read.
 *
 * @param precision digits of a numeric, 0 when it has no limit
 * @param scale digits of a numeric behind the point; may be negative
 * @param element of an array, otherwise null
 */
public record PgType(
        Kind kind, int precision, int scale, @Nullable PgType element) {
    /** Types that share a binary form. */
    public enum Kind {
        BOOL,
        INT2,
        INT4,
        INT8,
        UINT4,
        UINT8,
        FLOAT4,
        FLOAT8,
        NUMERIC,
        MONEY,
        /** Its bytes are the text. */
        TEXT,
        JSON,
        JSONB,
        BYTEA,
        UUID,
        DATE,
        TIMESTAMP,
        TIME,
        TIMETZ,
        INTERVAL,
        INET,
        MACADDR,
        BIT,
        LSN,
        POINT,
        HSTORE,
        ARRAY,
        /** Its binary form is not known here. */
        UNKNOWN
    }

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("boolean", Kind.BOOL),
            Map.entry("smallint", Kind.INT2),
            Map.entry("integer", Kind.INT4),
            Map.entry("bigint", Kind.INT8),
            Map.entry("oid", Kind.UINT4),
            Map.entry("xid", Kind.UINT4),
            Map.entry("cid", Kind.UINT4),
            Map.entry("xid8", Kind.UINT8),
            Map.entry("real", Kind.FLOAT4),
            Map.entry("double precision", Kind.FLOAT8),
            Map.entry("numeric", Kind.NUMERIC),
            Map.entry("money", Kind.MONEY),
            Map.entry("text", Kind.TEXT),
            Map.entry("character varying", Kind.TEXT),
            Map.entry("character", Kind.TEXT),
            Map.entry("bpchar", Kind.TEXT),
            Map.entry("\"char\"", Kind.TEXT),
            Map.entry("name", Kind.TEXT),
            Map.entry("citext", Kind.TEXT),
            Map.entry("xml", Kind.TEXT),
            Map.entry("refcursor", Kind.TEXT),
            Map.entry("json", Kind.JSON),
            Map.entry("jsonb", Kind.JSONB),
            Map.entry("bytea", Kind.BYTEA),
            Map.entry("uuid", Kind.UUID),
            Map.entry("date", Kind.DATE),
            Map.entry("timestamp without time zone", Kind.TIMESTAMP),
            Map.entry("timestamp with time zone", Kind.TIMESTAMP),
            Map.entry("time without time zone", Kind.TIME),
            Map.entry("time with time zone", Kind.TIMETZ),
            Map.entry("interval", Kind.INTERVAL),
            Map.entry("inet", Kind.INET),
            Map.entry("cidr", Kind.INET),
            Map.entry("macaddr", Kind.MACADDR),
            Map.entry("macaddr8", Kind.MACADDR),
            Map.entry("bit", Kind.BIT),
            Map.entry("bit varying", Kind.BIT),
            Map.entry("pg_lsn", Kind.LSN),
            Map.entry("point", Kind.POINT),
            Map.entry("hstore", Kind.HSTORE));

    /** Modifiers stand behind the name or within it: {@code numeric(10,2)}, {@code time(3) with time zone}. */
    private static final Pattern MODIFIERS = Pattern.compile("\\((-?\\d+)(?:,\\s*(-?\\d+))?\\)");
    /** Interval fields such as {@code interval day to second} have the same form. */
    private static final Pattern INTERVAL = Pattern.compile("interval\\b.*");

    /** The type of a column as its values arrive. */
    public static PgType of(Column column) {
        return column.encoding() == Encoding.TEXT ? plain(Kind.TEXT) : parse(column.wireType());
    }

    static PgType parse(String type) {
        if (type.endsWith("[]")) {
            return new PgType(Kind.ARRAY, 0, 0, parse(type.substring(0, type.length() - 2)));
        }
        Matcher modifiers = MODIFIERS.matcher(type);
        boolean modified = modifiers.find();
        String name = MODIFIERS.matcher(type).replaceAll("");
        String bare = name.substring(schemaEnd(name));
        Kind kind = INTERVAL.matcher(bare).matches() ? Kind.INTERVAL : KINDS.getOrDefault(bare, Kind.UNKNOWN);
        if (kind != Kind.NUMERIC || !modified) {
            return plain(kind);
        }
        String scale = modifiers.group(2);
        return new PgType(
                kind, Integer.parseInt(modifiers.group(1)), scale == null ? 0 : Integer.parseInt(scale), null);
    }

    /** Types of extensions may be named with their schema. */
    private static int schemaEnd(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && (name.endsWith(".hstore") || name.endsWith(".citext")) ? dot + 1 : 0;
    }

    static PgType plain(Kind kind) {
        return new PgType(kind, 0, 0, null);
    }
}
