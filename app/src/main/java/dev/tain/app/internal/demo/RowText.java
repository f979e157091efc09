package dev.tain.app.internal.demo;

import java.util.List;

/**
 * How a server is asked for the number of a table's rows and the sum of their hashes. Every row is written as the same
 * text by either system, so that the sums can be compared: values apart by a unit separator, elements of lists by a
 * record separator, NULL as {@code ∅}.
 */
enum RowText {
    POSTGRES {
        @Override
        String question(ShopTable table, List<TypedColumn> columns) {
            String text = String.join(" || chr(31) || ", each(columns));
            return "select count(*), coalesce(sum(('x' || substr(md5(" + text
                    + "), 1, 16))::bit(64)::bigint::numeric), 0)" + " from " + table.sqlName();
        }

        @Override
        String value(TypedColumn column) {
            String name = column.name();
            String text = switch (column.type()) {
                case "timestamp with time zone" ->
                    "to_char(" + name + " at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";
                case "bytea" -> "encode(" + name + ", 'hex')";
                case String type when type.endsWith("[]") -> "array_to_string(" + name + ", chr(30), '∅')";
                default -> name + "::text";
            };
            return "coalesce(" + text + ", '∅')";
        }
    },

    CLICKHOUSE {
        @Override
        String question(ShopTable table, List<TypedColumn> columns) {
            String text = String.join(", char(31), ", each(columns));
            return "SELECT count(), sum(reinterpretAsUInt64(reverse(substring(MD5(concat(" + text + ")), 1, 8)))) FROM "
                    + table.sqlName() + " FINAL WHERE _peerdb_is_deleted = 0";
        }

        @Override
        String value(TypedColumn column) {
            String name = column.name();
            String text = switch (column.type()) {
                case "timestamp with time zone" -> "toString(toTimeZone(" + name + ", 'UTC'))";
                case "bytea" -> "lower(hex(" + name + "))";
                case String type
                when type.endsWith("[]") ->
                    "arrayStringConcat(arrayMap(x -> ifNull(toString(x), '∅'), " + name + "), char(30))";
                case String type
                when type.startsWith("numeric") -> "toDecimalString(" + name + ", " + column.scale() + ")";
                default -> "toString(" + name + ")";
            };
            return "ifNull(" + text + ", '∅')";
        }
    };

    /**
     * A column.
     *
     * @param name as SQL has it
     * @param type as PostgreSQL spells it
     */
    record TypedColumn(String name, String type) {
        /** Digits behind the point of a numeric. */
        String scale() {
            return type.substring(type.indexOf(',') + 1, type.length() - 1);
        }
    }

    abstract String question(ShopTable table, List<TypedColumn> columns);

    abstract String value(TypedColumn column);

    List<String> each(List<TypedColumn> columns) {
        return columns.stream().map(this::value).toList();
    }
}
