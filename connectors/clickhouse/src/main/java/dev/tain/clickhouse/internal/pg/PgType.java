package dev.tain.clickhouse.internal.pg;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import java.util.List;

/**
 * What of a PostgreSQL type decides how its values are read.
 *
 * @param name as the source spells it, without modifiers
 * @param precision digits of a numeric, 0 when it has no limit
 * @param scale digits of a numeric behind the point, which may be negative; digits of an amount of money behind it
 * @param parts what it is made of: an array's element, the bound of a range, a composite type's attributes
 */
public record PgType(Kind kind, String name, int precision, int scale, List<PgType> parts) {
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
        ENUM,
        /** One byte, 0 for the empty text. */
        CHAR,
        JSON,
        JSONB,
        /** A text behind a byte that tells its version. */
        VERSIONED,
        BYTEA,
        UUID,
        DATE,
        TIMESTAMP,
        TIMESTAMPTZ,
        TIME,
        TIMETZ,
        INTERVAL,
        INET,
        CIDR,
        MACADDR,
        BIT,
        LSN,
        TID,
        SNAPSHOT,
        POINT,
        /** Two points. */
        LSEG,
        BOX,
        LINE,
        CIRCLE,
        PATH,
        POLYGON,
        TSVECTOR,
        TSQUERY,
        HSTORE,
        /** Numbers of single precision. */
        VECTOR,
        /** Numbers of half precision. */
        HALF_VECTOR,
        /** Places and numbers of single precision. */
        SPARSE_VECTOR,
        /** A point or a box in some dimensions. */
        CUBE,
        /** Its text is the binary form in hexadecimal digits. */
        HEX,
        ARRAY,
        /** An array that is written as a list with blanks between. */
        LIST,
        RANGE,
        MULTIRANGE,
        COMPOSITE,
        /** What its binary form means only its maker knows. */
        UNKNOWN
    }

    public PgType {
        parts = List.copyOf(parts);
    }

    /** The type of a column as its values arrive. */
    public static PgType of(Column column) {
        return column.encoding() == Encoding.TEXT
                ? new PgType(Kind.TEXT, column.type(), 0, 0, List.of())
                : parse(column.wireType());
    }

    /** @throws IllegalArgumentException when it is not a type as the source describes them */
    public static PgType parse(String type) {
        return new PgTypeParser(type).parse();
    }

    /** Of an array its element, of a range its bound. */
    public PgType element() {
        return parts.getFirst();
    }

    public boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** Whether its values, and whatever they are made of, can be read. */
    public boolean isKnown() {
        return kind != Kind.UNKNOWN && parts.stream().allMatch(PgType::isKnown);
    }
}
