package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.PgType.Kind;
import dev.tain.clickhouse.internal.type.ChType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the rows that were there hold in a column that is added, from PostgreSQL's text of it. */
final class Defaults {
    private static final Pattern FIRST_YEARS = Pattern.compile("-infinity|.* BC|(0\\d|1[0-8])\\d\\d-.*");
    private static final Pattern LAST_YEARS = Pattern.compile("infinity|2[3-9]\\d\\d-.*|[3-9]\\d{3}-.*|\\d{5,}-.*");

    private static final String DEFAULT = " DEFAULT ";

    private Defaults() {}

    /** The clause of the column's definition; empty for types whose texts differ between the systems. */
    static String clause(String text, PgType from, ChType type) {
        try {
            return of(text, from, type);
        } catch (IllegalArgumentException e) {
            return ""; // something within has texts that differ
        }
    }

    private static String of(String text, PgType from, ChType type) {
        ChType bare = type.bare();
        return switch (bare.name()) {
            case "String", "FixedString" -> ofText(text, from, type);
            case "UUID", "IPv4", "IPv6", "Enum8", "Enum16" -> cast(Identifiers.literal(text), type);
            case "Date32", "Date" -> cast(Identifiers.literal(within(text, "1900-01-01", "2299-12-31")), type);
            case "Bool" -> cast(text.startsWith("t") ? "true" : "false", type);
            case "DateTime64" -> moment(text, from, bare);
            case "Array" ->
                cast(from.is(Kind.ARRAY) ? array(text, from.element(), bare) : Identifiers.literal(text), type);
            case "Map" -> cast(EarlierTexts.mapOfHstore(text), type);
            case "JSON" -> from.is(Kind.HSTORE) ? "" : cast(Identifiers.literal(text), type);
            case "Point" -> cast(text.replaceAll("[()]", "").transform(xy -> "(" + xy + ")"), type);
            default -> Character.isLetter(text.charAt(0)) ? "" : cast(Identifiers.literal(text), type);
        };
    }

    private static String ofText(String text, PgType from, ChType type) {
        return switch (from.kind()) {
            case BYTEA -> cast("unhex(" + Identifiers.literal(text.substring(2)) + ")", type);
            case POINT -> cast(Identifiers.literal("POINT" + text.replace(',', ' ')), type);
            case BOOL -> cast(text.startsWith("t") ? "'true'" : "'false'", type);
            case MONEY -> cast(Identifiers.literal(money(text, from)), type);
            case HSTORE -> "";
            case ARRAY -> isJson(from.element()) ? "" : cast(Identifiers.literal(text), type);
            default -> from.isKnown() ? cast(Identifiers.literal(text), type) : "";
        };
    }

    private static boolean isJson(PgType type) {
        return type.is(Kind.JSON) || type.is(Kind.JSONB);
    }

    /** Signs of currency, of groups and of what is negative differ; the digits do not. */
    private static String money(String text, PgType from) {
        String digits = text.replaceAll("[^0-9]", "");
        boolean isNegative = text.contains("-") || text.contains("(");
        return new BigDecimal(new BigInteger(isNegative ? "-" + digits : digits), from.scale()).toPlainString();
    }

    /** A list of constants, each as if it were a column's; of several dimensions one list, as values arrive. */
    private static String array(String text, PgType element, ChType type) {
        ChType inner = type.parts().getFirst();
        return EarlierTexts.elementsOf(text).stream()
                .map(value -> value == null ? "NULL" : constant(value, element, inner))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String constant(String text, PgType element, ChType type) {
        String clause = clause(text, element, type);
        if (clause.isEmpty()) {
            throw new IllegalArgumentException(element.name());
        }
        return clause.substring(DEFAULT.length());
    }

    private static String moment(String text, PgType from, ChType type) {
        String moment = from.is(Kind.TIME)
                ? "1970-01-01 " + text
                : within(text, "1900-01-01 00:00:00", "2299-12-31 23:59:59.999999");
        return from.is(Kind.TIMETZ)
                ? ""
                : DEFAULT + "parseDateTime64BestEffort(" + Identifiers.literal(moment) + ", "
                        + type.parts().getFirst().name() + ", 'UTC')";
    }

    /** The nearest that the server has. */
    private static String within(String text, String first, String last) {
        if (FIRST_YEARS.matcher(text).matches()) {
            return first;
        }
        return LAST_YEARS.matcher(text).matches() ? last : text;
    }

    private static String cast(String value, ChType type) {
        return DEFAULT + "CAST(" + value + " AS " + type + ")";
    }
}
