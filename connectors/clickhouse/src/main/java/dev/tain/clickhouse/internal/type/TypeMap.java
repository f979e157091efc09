package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.PgType.Kind;

/**
 * Which ClickHouse type a column gets in a table that Tain creates.
 *
 * @param hasTimes whether the server lets tables have times of day
 * @param nativeJson whether JSON is to be in the server's own type for it
 */
public record TypeMap(boolean hasTimes, boolean nativeJson) {
    private static final int MOST_DIGITS = 76;

    /**
     * The type of a column.
     *
     * @param nullable whether the column may hold NULL; types that cannot be nullable are left as they are
     */
    public ChType of(PgType type, boolean nullable) {
        return nullable ? nullable(plain(type)) : plain(type);
    }

    /** The type that holds NULL beside what this one holds; this one where there is none. */
    public static ChType nullable(ChType type) {
        if (type.isNullable() || type.is("Array") || type.is("Map") || type.is("Point")) {
            return type;
        }
        return type.is("LowCardinality")
                ? ChType.of("LowCardinality", nullable(type.parts().getFirst()))
                : ChType.of("Nullable", type);
    }

    private ChType plain(PgType type) {
        return switch (type.kind()) {
            case BOOL -> ChType.of("Bool");
            case INT2 -> ChType.of("Int16");
            case INT4 -> ChType.of("Int32");
            case INT8 -> ChType.of("Int64");
            case FLOAT4 -> ChType.of("Float32");
            case FLOAT8 -> ChType.of("Float64");
            case NUMERIC -> numeric(type.precision(), type.scale());
            case UUID -> ChType.of("UUID");
            case DATE -> ChType.of("Date32");
            case TIMESTAMP, TIMESTAMPTZ -> ChType.parse("DateTime64(6, 'UTC')");
            case TIME, TIMETZ -> ChType.parse(hasTimes ? "Time64(6)" : "DateTime64(6, 'UTC')");
            case ENUM -> ChType.parse("LowCardinality(String)");
            case CHAR -> ChType.parse("FixedString(1)");
            case JSON, JSONB -> ChType.of(nativeJson ? "JSON" : "String");
            case HSTORE -> ChType.parse("Map(String, Nullable(String))");
            case VECTOR, HALF_VECTOR -> ChType.parse("Array(Float32)");
            case ARRAY -> array(type.element());
            case UINT4, UINT8, MONEY, TEXT, VERSIONED, BYTEA, INTERVAL, INET, CIDR, MACADDR, BIT, LSN, TID, SNAPSHOT ->
                ChType.of("String");
            case POINT, LSEG, BOX, LINE, CIRCLE, PATH, POLYGON, TSVECTOR, TSQUERY -> ChType.of("String");
            case LIST, RANGE, MULTIRANGE, COMPOSITE, SPARSE_VECTOR, CUBE, HEX, UNKNOWN -> ChType.of("String");
        };
    }

    /** JSON values come as one JSON array, and what cannot be NULL within an array as its text. */
    private ChType array(PgType element) {
        if (element.is(Kind.JSON) || element.is(Kind.JSONB)) {
            return ChType.of("String");
        }
        ChType inner = of(element, true);
        return ChType.of("Array", inner.isNullable() ? inner : ChType.parse("Nullable(String)"));
    }

    /** One without limits can hold what no decimal type can, so it is text. */
    private static ChType numeric(int precision, int scale) {
        int digits = Math.max(precision - Math.min(scale, 0), scale);
        return precision == 0 || digits > MOST_DIGITS
                ? ChType.of("String")
                : ChType.parse("Decimal(" + digits + ", " + Math.max(scale, 0) + ")");
    }
}
