package dev.tain.clickhouse.internal.pg;

import dev.tain.clickhouse.internal.pg.PgType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the spelling of a type: the server's own, such as {@code timestamp(3) with time zone[]}, or for types of the
 * user's own what they are made of, see {@link dev.tain.model.Column#form}.
 */
final class PgTypeParser {
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
            Map.entry("name", Kind.TEXT),
            Map.entry("xml", Kind.TEXT),
            Map.entry("refcursor", Kind.TEXT),
            Map.entry("unknown", Kind.TEXT),
            Map.entry("enum", Kind.ENUM),
            Map.entry("\"char\"", Kind.CHAR),
            Map.entry("json", Kind.JSON),
            Map.entry("jsonb", Kind.JSONB),
            Map.entry("jsonpath", Kind.VERSIONED),
            Map.entry("bytea", Kind.BYTEA),
            Map.entry("uuid", Kind.UUID),
            Map.entry("date", Kind.DATE),
            Map.entry("timestamp without time zone", Kind.TIMESTAMP),
            Map.entry("timestamp with time zone", Kind.TIMESTAMPTZ),
            Map.entry("time without time zone", Kind.TIME),
            Map.entry("time with time zone", Kind.TIMETZ),
            Map.entry("interval", Kind.INTERVAL),
            Map.entry("inet", Kind.INET),
            Map.entry("cidr", Kind.CIDR),
            Map.entry("macaddr", Kind.MACADDR),
            Map.entry("macaddr8", Kind.MACADDR),
            Map.entry("bit", Kind.BIT),
            Map.entry("bit varying", Kind.BIT),
            Map.entry("pg_lsn", Kind.LSN),
            Map.entry("tid", Kind.TID),
            Map.entry("txid_snapshot", Kind.SNAPSHOT),
            Map.entry("pg_snapshot", Kind.SNAPSHOT),
            Map.entry("point", Kind.POINT),
            Map.entry("lseg", Kind.LSEG),
            Map.entry("box", Kind.BOX),
            Map.entry("line", Kind.LINE),
            Map.entry("circle", Kind.CIRCLE),
            Map.entry("path", Kind.PATH),
            Map.entry("polygon", Kind.POLYGON),
            Map.entry("tsvector", Kind.TSVECTOR),
            Map.entry("tsquery", Kind.TSQUERY));

    /** Types that are numbers to the server, which looks their names up when it shows them. */
    private static final Pattern NUMBER_OF_AN_OBJECT = Pattern.compile(
            "reg(class|collation|config|database|dictionary|namespace|oper|operator|proc|procedure|role" + "|type)");

    /** Types of extensions, which may live in any schema. */
    private static final Map<String, Kind> EXTENSIONS = Map.ofEntries(
            Map.entry("hstore", Kind.HSTORE),
            Map.entry("citext", Kind.TEXT),
            Map.entry("ltree", Kind.VERSIONED),
            Map.entry("lquery", Kind.VERSIONED),
            Map.entry("ltxtquery", Kind.VERSIONED),
            Map.entry("vector", Kind.VECTOR),
            Map.entry("halfvec", Kind.HALF_VECTOR),
            Map.entry("sparsevec", Kind.SPARSE_VECTOR),
            Map.entry("cube", Kind.CUBE),
            Map.entry("geometry", Kind.HEX),
            Map.entry("geography", Kind.HEX));

    /** Digits of an amount of money behind the point, where nothing else is said. */
    private static final int HUNDREDTHS = 2;

    private static final Map<String, String> RANGES = Map.of(
            "int4", "integer",
            "int8", "bigint",
            "num", "numeric",
            "date", "date",
            "ts", "timestamp without time zone",
            "tstz", "timestamp with time zone");
    private static final Map<String, Kind> MADE_OF =
            Map.of("composite", Kind.COMPOSITE, "range", Kind.RANGE, "multirange", Kind.MULTIRANGE);

    private static final Pattern CONSTRUCTED = Pattern.compile("(composite|range|multirange)\\((.*)\\)");
    private static final Pattern BUILT_IN_RANGE = Pattern.compile("(int4|int8|num|date|ts|tstz)(multi)?range");
    /** Modifiers stand behind the name or within it: {@code numeric(10,2)}, {@code time(3) with time zone}. */
    private static final Pattern MODIFIERS = Pattern.compile("\\((-?\\w+)(?:,\\s*(-?\\d+))?\\)");
    /** Fields such as {@code interval day to second}. */
    private static final Pattern INTERVAL = Pattern.compile("interval\\b.*");

    private static final Pattern SCHEMA = Pattern.compile("^(?:\"(?:[^\"]|\"\")*\"|[^\".]+)\\.");

    private final String type;

    PgTypeParser(String type) {
        this.type = type;
    }

    PgType parse() {
        if (type.endsWith("[]")) {
            return made(Kind.ARRAY, List.of(PgType.parse(type.substring(0, type.length() - 2))));
        }
        Matcher constructed = CONSTRUCTED.matcher(type);
        if (constructed.matches()) {
            return made(MADE_OF.getOrDefault(constructed.group(1), Kind.UNKNOWN), parts(constructed.group(2)));
        }
        Matcher range = BUILT_IN_RANGE.matcher(type);
        if (range.matches()) {
            PgType bound = PgType.parse(RANGES.getOrDefault(range.group(1), ""));
            return made(range.group(2) == null ? Kind.RANGE : Kind.MULTIRANGE, List.of(bound));
        }
        return switch (type) {
            case "int2vector" -> made(Kind.LIST, List.of(PgType.parse("smallint")));
            case "oidvector" -> made(Kind.LIST, List.of(PgType.parse("oid")));
            default -> plain();
        };
    }

    private PgType made(Kind kind, List<PgType> parts) {
        return new PgType(kind, type, 0, 0, parts);
    }

    private PgType plain() {
        Matcher modifiers = MODIFIERS.matcher(type);
        boolean modified = modifiers.find();
        String name = MODIFIERS.matcher(type).replaceAll("");
        Kind kind = kind(name);
        if (kind == Kind.MONEY) {
            int digits = modified ? Integer.parseInt(modifiers.group(1)) : HUNDREDTHS;
            return new PgType(kind, name, 0, digits, List.of());
        }
        if (kind != Kind.NUMERIC || !modified) {
            return new PgType(kind, name, 0, 0, List.of());
        }
        String scale = modifiers.group(2);
        return new PgType(
                kind,
                name,
                Integer.parseInt(modifiers.group(1)),
                scale == null ? 0 : Integer.parseInt(scale),
                List.of());
    }

    private static Kind kind(String name) {
        Kind known = KINDS.get(name);
        if (known != null) {
            return known;
        }
        if (INTERVAL.matcher(name).matches()) {
            return Kind.INTERVAL;
        }
        return NUMBER_OF_AN_OBJECT.matcher(name).matches()
                ? Kind.UINT4
                : EXTENSIONS.getOrDefault(SCHEMA.matcher(name).replaceFirst(""), Kind.UNKNOWN);
    }

    /** What stands between commas, but for those within parentheses or quotes. */
    private static List<PgType> parts(String list) {
        List<PgType> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',' && depth == 0) {
                parts.add(PgType.parse(list.substring(start, i).strip()));
                start = i + 1;
            } else if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        if (!list.isBlank()) {
            parts.add(PgType.parse(list.substring(start).strip()));
        }
        return parts;
    }
}
