package dev.tain.clickhouse.internal.type;

/** Turns values of one PostgreSQL type into one ClickHouse type. Stateless but for scratch space: one thread each. */
public interface ValueEncoder {
    /** Writes a value that is not NULL. */
    void encode(byte[] in, int at, int length, Out out);

    /** Writes what stands for NULL in a column that has none: the type's default. */
    void encodeDefault(Out out);

    /**
     * Writes the value, or false, and nothing, when it is one that ClickHouse has nothing for and that becomes NULL,
     * such as a numeric NaN.
     */
    default boolean encodeIfAny(byte[] in, int at, int length, Out out) {
        encode(in, at, length, out);
        return true;
    }
}
