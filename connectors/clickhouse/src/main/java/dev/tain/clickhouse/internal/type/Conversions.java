package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.type.PgType.Kind;
import java.util.Objects;
import java.util.Set;

/** The table of conversions: rows are kinds of PostgreSQL types, columns ClickHouse types. */
final class Conversions {
    private static final Set<Kind> INTEGERS = Set.of(Kind.INT2, Kind.INT4, Kind.INT8, Kind.UINT4, Kind.UINT8);
    private static final Set<Kind> TEXTS = Set.of(Kind.TEXT, Kind.JSON, Kind.BYTEA);

    private Conversions() {}

    static Conversion find(PgType from, ChType to) {
        return switch (to.name()) {
            case "String" -> toString(from, to);
            case "FixedString" ->
                from.kind() == Kind.BYTEA || from.kind() == Kind.TEXT
                        ? lossy(to, new FixedTextEncoder(to.number(0)), "values longer than " + to + " are refused")
                        : Conversion.none(to);
            case "JSON" ->
                switch (from.kind()) {
                    case JSON -> exact(to, new PlainEncoders.Text(0, "{}"));
                    case JSONB -> exact(to, new PlainEncoders.Text(1, "{}"));
                    default -> Conversion.none(to);
                };
            case "Bool", "UInt8" ->
                from.kind() == Kind.BOOL ? exact(to, new PlainEncoders.Truth()) : toInteger(from, to);
            case "Int8", "Int16", "Int32", "Int64", "Int128", "Int256" -> toInteger(from, to);
            case "UInt16", "UInt32", "UInt64", "UInt128", "UInt256" -> toInteger(from, to);
            case "Float32", "Float64" -> toFloat(from, to);
            case "Decimal" -> toDecimal(from, to);
            case "UUID" -> from.kind() == Kind.UUID ? exact(to, new PlainEncoders.Uuid()) : Conversion.none(to);
            case "Date", "Date32", "DateTime", "DateTime64" -> toTime(from, to);
            case "Array" -> toArray(from, to);
            case "Map" -> toMap(from, to);
            case "Enum8", "Enum16" -> Conversion.none(to);
            default -> Conversion.none(to);
        };
    }

    private static Conversion exact(ChType to, ValueEncoder encoder) {
        return new Conversion(to, encoder, "");
    }

    private static Conversion lossy(ChType to, ValueEncoder encoder, String loss) {
        return new Conversion(to, encoder, loss);
    }

    private static Conversion toString(PgType from, ChType to) {
        if (TEXTS.contains(from.kind())) {
            return exact(to, new PlainEncoders.Text(0, ""));
        }
        return switch (from.kind()) {
            case JSONB -> exact(to, new PlainEncoders.Text(1, ""));
            case DATE, TIMESTAMP, TIME, TIMETZ, ARRAY, HSTORE, UNKNOWN -> Conversion.none(to);
            default -> exact(to, new RenderedTextEncoder(from));
        };
    }

    private static Conversion toInteger(PgType from, ChType to) {
        boolean unsigned = to.name().startsWith("U");
        int bits = Integer.parseInt(to.name().substring(unsigned ? 4 : 3));
        if (!INTEGERS.contains(from.kind())) {
            return Conversion.none(to);
        }
        boolean fromUnsigned = from.kind() == Kind.UINT4 || from.kind() == Kind.UINT8;
        int fromBits = switch (from.kind()) {
            case INT2 -> 16;
            case INT4, UINT4 -> 32;
            default -> 64;
        };
        boolean fits = unsigned == fromUnsigned ? bits >= fromBits : !unsigned && bits > fromBits;
        return fits ? exact(to, new IntegerEncoder(from.kind(), bits / 8)) : Conversion.none(to);
    }

    private static Conversion toFloat(PgType from, ChType to) {
        boolean isDouble = to.is("Float64");
        return switch (from.kind()) {
            case FLOAT4 -> exact(to, new PlainEncoders.Real(false, isDouble));
            case FLOAT8 ->
                isDouble
                        ? exact(to, new PlainEncoders.Real(true, true))
                        : lossy(to, new PlainEncoders.Real(true, false), "digits beyond single precision are lost");
            case NUMERIC ->
                isDouble
                        ? lossy(to, new DecimalEncoders.AsDouble(), "digits beyond double precision are lost")
                        : Conversion.none(to);
            default -> Conversion.none(to);
        };
    }

    private static Conversion toDecimal(PgType from, ChType to) {
        int precision = to.number(0);
        int scale = to.number(1);
        if (from.kind() == Kind.MONEY && precision - scale >= 17 && scale >= 2) {
            return exact(to, new DecimalEncoders.Money(precision, scale));
        }
        if (from.kind() != Kind.NUMERIC) {
            return Conversion.none(to);
        }
        ValueEncoder encoder = new DecimalEncoders.Exact(precision, scale);
        boolean fits =
                from.precision() > 0 && scale >= from.scale() && precision - scale >= from.precision() - from.scale();
        return fits
                ? lossyOnlyForSpecial(to, encoder)
                : lossy(to, encoder, "values that " + to + " cannot hold become NULL, or 0 where NULL cannot be");
    }

    private static Conversion lossyOnlyForSpecial(ChType to, ValueEncoder encoder) {
        return lossy(to, encoder, "NaN becomes NULL, or 0 where NULL cannot be");
    }

    private static Conversion toTime(PgType from, ChType to) {
        boolean isDate = to.name().startsWith("Date") && !to.name().startsWith("DateTime");
        if (isDate != (from.kind() == Kind.DATE)) {
            return Conversion.none(to);
        }
        return switch (from.kind()) {
            case DATE ->
                to.is("Date32")
                        ? lossy(to, new TimeEncoders.Day(), "dates outside of 1900 to 2299 become the nearest of these")
                        : lossy(
                                to,
                                new TimeEncoders.ShortDay(),
                                "dates outside of 1970 to 2149 become the nearest of these");
            case TIMESTAMP, TIME, TIMETZ ->
                to.is("DateTime64")
                        ? lossy(
                                to,
                                new TimeEncoders.Ticks(from.kind(), to.number(0)),
                                lossOf(from.kind(), to.number(0)))
                        : lossy(
                                to,
                                new TimeEncoders.Seconds(from.kind()),
                                "fractions of seconds are lost; times outside of 1970 to 2106 become the nearest");
            default -> Conversion.none(to);
        };
    }

    private static String lossOf(Kind kind, int digits) {
        String range = kind == Kind.TIMESTAMP ? "times outside of 1900 to 2299 become the nearest of these" : "";
        String fraction = digits < 6 ? "fractions of seconds keep " + digits + " digits" : "";
        return range + (range.isEmpty() || fraction.isEmpty() ? "" : "; ") + fraction;
    }

    private static Conversion toArray(PgType from, ChType to) {
        if (from.kind() != Kind.ARRAY) {
            return Conversion.none(to);
        }
        Conversion element =
                Conversion.of(Objects.requireNonNull(from.element()), to.parts().getFirst());
        if (element.encoder() == null) {
            return Conversion.none(to);
        }
        boolean keepsNull = element.type().isNullable();
        return lossy(
                to,
                new ArrayEncoder(element.encoder(), keepsNull),
                "an array that is NULL becomes an empty one, and one of several dimensions a list of its elements"
                        + (keepsNull ? "" : "; elements that are NULL become the type's default"));
    }

    private static Conversion toMap(PgType from, ChType to) {
        boolean keepsNull = to.parts().getLast().isNullable();
        boolean isText = to.parts().getFirst().bare().is("String")
                && to.parts().getLast().bare().is("String");
        return from.kind() == Kind.HSTORE && isText
                ? lossy(
                        to,
                        new HstoreEncoder(keepsNull),
                        "a map that is NULL becomes an empty one"
                                + (keepsNull ? "" : "; values that are NULL become ''"))
                : Conversion.none(to);
    }
}
