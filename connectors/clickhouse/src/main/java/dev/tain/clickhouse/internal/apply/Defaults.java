package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.type.ChType;

/** What the rows that were there hold in a column that is added, from PostgreSQL's text of it. */
final class Defaults {
    private Defaults() {}

    /** The clause of the column's definition; empty for types whose texts differ between the systems. */
    static String clause(String text, ChType type) {
        ChType bare = type.bare();
        String literal = Identifiers.literal(text);
        return switch (bare.name()) {
            case "String", "UUID", "Date32", "Date" -> cast(literal, type);
            case "Bool" -> cast(text.startsWith("t") ? "true" : "false", type);
            case "DateTime64" ->
                " DEFAULT parseDateTime64BestEffort(" + literal + ", "
                        + bare.parts().getFirst().name() + ", 'UTC')";
            case "Array", "Map", "JSON" -> "";
            default -> Character.isLetter(text.charAt(0)) ? "" : cast(literal, type);
        };
    }

    private static String cast(String value, ChType type) {
        return " DEFAULT CAST(" + value + " AS " + type + ")";
    }
}
