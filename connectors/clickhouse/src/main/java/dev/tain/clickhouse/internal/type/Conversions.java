package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.PgType.Kind;
import java.util.Map;
import java.util.Set;

/** The table of conversions: rows are kinds of PostgreSQL types, columns ClickHouse types. */
final class Conversions {
    private static final Set<Kind> INTEGERS = Set.of(Kind.INT2, Kind.INT4, Kind.INT8, Kind.UINT4, Kind.UINT8);

    private static final String SPECIAL = "NaN and infinities become NULL, or 0 where NULL cannot be";
    /** Names of decimal types that have a number of digits of their own. */
    private static final Map<String, Integer> DECIMALS =
            Map.of("Decimal32", 9, "Decimal64", 18, "Decimal128", 38, "Decimal256", 76);

    private Conversions() {}

    static Conversion find(PgType from, ChType to) {
        if (!from.isKnown() && !to.is("String") && !to.is("Array")) {
            return Conversion.none(to);
        }
        return switch (to.name()) {
            case "String" -> lossy(to, TextEncoders.of(from), TextEncoders.loss(from));
            case "FixedString" -> toFixedString(from, to);
            case "JSON" -> toJson(from, to);
            case "Bool" -> from.is(Kind.BOOL) ? exact(to, new PlainEncoders.Truth()) : Conversion.none(to);
            case "Int8", "Int16", "Int32", "Int64", "Int128", "Int256" -> toInteger(from, to);
            case "UInt8", "UInt16", "UInt32", "UInt64", "UInt128", "UInt256" -> toInteger(from, to);
            case "Float32", "Float64" -> toFloat(from, to);
            case "Decimal", "Decimal32", "Decimal64", "Decimal128", "Decimal256" -> toDecimal(from, to);
            case "UUID" -> from.is(Kind.UUID) ? exact(to, new PlainEncoders.Uuid()) : Conversion.none(to);
            case "IPv4", "IPv6" -> toAddress(from, to);
            case "Date", "Date32", "DateTime", "DateTime64", "Time", "Time64" -> TimeConversions.find(from, to);
            case "Enum8", "Enum16" -> toEnum(from, to);
            case "Point" -> from.is(Kind.POINT) ? exact(to, new PlainEncoders.Point()) : Conversion.none(to);
            case "Array" -> toArray(from, to);
            case "Map" -> toMap(from, to);
            default -> Conversion.none(to);
        };
    }

    static Conversion exact(ChType to, ValueEncoder encoder) {
        return new Conversion(to, encoder, "");
    }

    /** @param loss empty when there is none */
    static Conversion lossy(ChType to, ValueEncoder encoder, String loss) {
        return new Conversion(to, encoder, loss);
    }

    private static Conversion toFixedString(PgType from, ChType to) {
        ValueEncoder text = from.is(Kind.CHAR) ? new PlainEncoders.Text(0, "") : TextEncoders.of(from);
        ValueEncoder encoder = new FixedTextEncoder(text, to.number(0));
        return lossy(
                to,
                encoder,
                from.is(Kind.CHAR) ? "" : "texts longer than " + to + " are refused, shorter ones end with zeros");
    }

    private static Conversion toJson(PgType from, ChType to) {
        boolean isJson = from.is(Kind.JSON) || from.is(Kind.JSONB) || from.is(Kind.HSTORE);
        return isJson
                ? lossy(
                        to,
                        new JsonEncoder(TextEncoders.of(from)),
                        "what is not an object is refused; numbers beyond 64 bits, spaces, the order of names and"
                                + " values that are null are not kept")
                : Conversion.none(to);
    }

    private static Conversion toInteger(PgType from, ChType to) {
        if (from.is(Kind.NUMERIC)) {
            return lossy(
                    to,
                    new DecimalEncoders.Whole(to),
                    "numbers with a fraction or beyond " + to + " are refused; " + SPECIAL);
        }
        if (!INTEGERS.contains(from.kind()) && !from.is(Kind.BOOL)) {
            return Conversion.none(to);
        }
        return lossy(
                to,
                new IntegerEncoder(from.kind(), to),
                IntegerEncoder.holdsAll(from.kind(), to) ? "" : "numbers beyond " + to + " are refused");
    }

    private static Conversion toFloat(PgType from, ChType to) {
        boolean isDouble = to.is("Float64");
        if (INTEGERS.contains(from.kind())) {
            return lossy(
                    to,
                    new RealEncoders.OfInteger(from.kind(), to),
                    RealEncoders.OfInteger.holdsAll(from.kind(), to)
                            ? ""
                            : "numbers of more digits than " + to + " keeps are refused");
        }
        String digits =
                "digits beyond " + (isDouble ? "double" : "single") + " precision are lost, larger numbers refused";
        return switch (from.kind()) {
            case FLOAT4 -> exact(to, new RealEncoders.OfReal(Kind.FLOAT4, to));
            case FLOAT8 -> lossy(to, new RealEncoders.OfReal(Kind.FLOAT8, to), isDouble ? "" : digits);
            case NUMERIC -> lossy(to, new RealEncoders.OfNumeric(to), digits);
            default -> Conversion.none(to);
        };
    }

    private static Conversion toDecimal(PgType from, ChType asked) {
        ChType to = decimal(asked);
        int whole = to.number(0) - to.number(1);
        String refused = "numbers that " + to + " does not hold exactly are refused";
        if (from.is(Kind.NUMERIC)) {
            boolean fits =
                    from.precision() > 0 && to.number(1) >= from.scale() && whole >= from.precision() - from.scale();
            return lossy(asked, new DecimalEncoders.Exact(to), fits ? SPECIAL : refused + "; " + SPECIAL);
        }
        if (!INTEGERS.contains(from.kind()) && !from.is(Kind.MONEY)) {
            return Conversion.none(asked);
        }
        int digits = switch (from.kind()) {
            case INT2 -> 5;
            case INT4, UINT4 -> 10;
            case MONEY -> 19 - from.scale();
            case UINT8 -> 20;
            default -> 19;
        };
        boolean fits = whole >= digits && (!from.is(Kind.MONEY) || to.number(1) >= from.scale());
        return lossy(asked, new DecimalEncoders.OfInteger(from, to), fits ? "" : refused);
    }

    /** With both of its numbers. */
    private static ChType decimal(ChType to) {
        Integer digits = DECIMALS.get(to.name());
        if (digits != null) {
            return ChType.of("Decimal", ChType.of(digits.toString()), to.parts().getFirst());
        }
        return to.parts().size() == 2 ? to : ChType.of("Decimal", to.parts().getFirst(), ChType.of("0"));
    }

    private static Conversion toAddress(PgType from, ChType to) {
        boolean toV6 = to.is("IPv6");
        return from.is(Kind.INET) || from.is(Kind.CIDR)
                ? lossy(
                        to,
                        new NetworkEncoder(toV6),
                        toV6
                                ? "networks are refused, and addresses of version 4 become ::ffff: and they"
                                : "networks and addresses of version 6 are refused")
                : Conversion.none(to);
    }

    private static Conversion toEnum(PgType from, ChType to) {
        return from.is(Kind.ENUM) || from.is(Kind.TEXT)
                ? lossy(
                        to,
                        new EnumEncoder(to),
                        "labels that " + to.name() + " of the column does not have are refused")
                : Conversion.none(to);
    }

    private static Conversion toArray(PgType from, ChType to) {
        if (from.is(Kind.VECTOR) || from.is(Kind.HALF_VECTOR)) {
            ChType element = to.parts().getFirst();
            return element.is("Float32")
                    ? exact(to, new PlainEncoders.Vector(from.is(Kind.HALF_VECTOR)))
                    : Conversion.none(to);
        }
        if (!from.is(Kind.ARRAY) && !from.is(Kind.LIST)) {
            return Conversion.none(to);
        }
        int depth = 1;
        ChType inner = to.parts().getFirst();
        for (; inner.is("Array"); inner = inner.parts().getFirst()) {
            depth++;
        }
        Conversion element = Conversion.of(from.element(), inner);
        if (element.encoder() == null) {
            return Conversion.none(to);
        }
        boolean keepsNull = inner.isNullable();
        return lossy(
                to,
                new ArrayEncoder(new NullableValue(element.encoder(), keepsNull), depth),
                "an array that is NULL becomes an empty one; "
                        + (depth == 1
                                ? "one of several dimensions becomes a list of its elements"
                                : "one of other than " + depth + " dimensions is refused")
                        + (keepsNull ? "" : "; elements that are NULL become the type's default")
                        + (element.loss().isEmpty() ? "" : "; of the elements: " + element.loss()));
    }

    private static Conversion toMap(PgType from, ChType to) {
        boolean keepsNull = to.parts().getLast().isNullable();
        boolean isText = to.parts().getFirst().bare().is("String")
                && to.parts().getLast().bare().is("String");
        return from.is(Kind.HSTORE) && isText
                ? lossy(
                        to,
                        new HstoreEncoder(keepsNull),
                        "a map that is NULL becomes an empty one"
                                + (keepsNull ? "" : "; values that are NULL become ''"))
                : Conversion.none(to);
    }
}
