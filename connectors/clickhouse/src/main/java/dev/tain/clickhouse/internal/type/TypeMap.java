package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.type.PgType.Kind;
import java.util.Objects;

/** Which ClickHouse type a column gets in a table that Tain creates. */
public final class TypeMap {
    private static final int MOST_DIGITS = 76;

    private TypeMap() {}

    /**
     * The type of a column.
     *
     * @param nullable whether the column may hold NULL; types that cannot be nullable are left as they are
     */
    public static ChType of(PgType type, boolean nullable) {
        ChType plain = plain(type);
        return nullable && !plain.is("Array") && !plain.is("Map") ? ChType.of("Nullable", plain) : plain;
    }

    private static ChType plain(PgType type) {
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
            case TIMESTAMP, TIME, TIMETZ -> ChType.parse("DateTime64(6, 'UTC')");
            case HSTORE -> ChType.parse("Map(String, Nullable(String))");
            case ARRAY -> ChType.of("Array", of(Objects.requireNonNull(type.element()), true));
            case UINT4, UINT8, MONEY, TEXT, JSON, JSONB, BYTEA, INTERVAL, INET, MACADDR, BIT, LSN, POINT, UNKNOWN ->
                ChType.of("String");
        };
    }

    /** One without limits can hold what no decimal type can, so it is text. */
    private static ChType numeric(int precision, int scale) {
        int digits = Math.max(precision - Math.min(scale, 0), scale);
        return precision == 0 || digits > MOST_DIGITS
                ? ChType.of("String")
                : ChType.parse("Decimal(" + digits + ", " + Math.max(scale, 0) + ")");
    }

    /** Whether values of the type can be carried at all. */
    public static boolean isKnown(PgType type) {
        return type.kind() == Kind.ARRAY
                ? isKnown(Objects.requireNonNull(type.element()))
                : type.kind() != Kind.UNKNOWN;
    }
}
