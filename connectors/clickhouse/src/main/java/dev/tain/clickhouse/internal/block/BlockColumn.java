package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.ChType;
import java.util.List;

/**
 * Values of one type, one after the other, as the Native format has them: NULL marks apart from values, and the lengths
 * of lists apart from their elements. Used by one thread.
 */
sealed interface BlockColumn permits ScalarColumn, NullableColumn, ListColumn, TupleColumn {
    /** Adds the value that is at {@code at} in the server's binary row format; returns the offset behind it. */
    int addStored(byte[] in, int at);

    /** Adds a value that nobody looks at, such as the one beside a NULL mark. */
    void addDefault();

    /** Bytes that it has taken so far. */
    long bytes();

    void writeTo(Pieces pieces);

    void clear();

    /** @param type one that {@link #wireType} gives */
    static BlockColumn of(ChType type) {
        return switch (type.name()) {
            case "Nullable" -> new NullableColumn(of(type.parts().getFirst()));
            case "Array", "Map" -> new ListColumn(parts(type));
            case "Tuple" -> new TupleColumn(parts(type));
            default -> new ScalarColumn(type);
        };
    }

    private static List<BlockColumn> parts(ChType type) {
        return type.parts().stream().map(BlockColumn::of).toList();
    }

    /**
     * The type under which values of a column travel. How they are stored, as with a dictionary, is the server's; what
     * has no simple form of its own travels as text.
     */
    static ChType wireType(ChType type) {
        return switch (type.name()) {
            case "LowCardinality", "SimpleAggregateFunction" ->
                wireType(type.parts().getLast());
            case "JSON" -> ChType.of("String");
            case "Point" -> ChType.of("Tuple", ChType.of("Float64"), ChType.of("Float64"));
            case "Nullable", "Array", "Map", "Tuple" ->
                new ChType(
                        type.name(),
                        type.parts().stream().map(BlockColumn::wireType).toList());
            default -> type;
        };
    }
}
