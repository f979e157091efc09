package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.Out;
import dev.tain.clickhouse.internal.type.ValueEncoder;
import dev.tain.model.RowBuffer;

/** One column of a block, filled from PostgreSQL's values or from values that the server gave. Used by one thread. */
public final class EncodedColumn {
    private final String name;
    private final ChType type;
    private final ValueEncoder encoder;
    private final BlockColumn column;
    /** Values of types that have parts are encoded as in a row first, and taken apart then. */
    private final Out whole = new Out();

    /** A column whose values need no encoder. */
    public static EncodedColumn plain(String name, String type) {
        return new EncodedColumn(name, ChType.of(type), NoValues.INSTANCE);
    }

    /** @param type the column's at the server */
    public EncodedColumn(String name, ChType type, ValueEncoder encoder) {
        this.name = name;
        this.type = BlockColumn.wireType(type);
        this.encoder = encoder;
        this.column = BlockColumn.of(this.type);
    }

    /**
     * Adds the fields at these offsets, and moves the offsets to the fields behind them.
     *
     * @throws IllegalArgumentException for a value that the type cannot hold; the block is to be given up then
     */
    public void addAll(RowBuffer rows, int[] fields, int count) {
        byte[] in = rows.bytes();
        for (int i = 0; i < count; i++) {
            int field = fields[i];
            int length = rows.length(field);
            add(in, field + Integer.BYTES, length);
            fields[i] = field + Integer.BYTES + Math.max(0, length);
        }
    }

    /** @param length of the value in bytes; negative when it is NULL */
    public void add(byte[] in, int at, int length) {
        switch (column) {
            case ScalarColumn scalar -> encode(in, at, length, scalar.values());
            case NullableColumn nullable
            when nullable.values() instanceof ScalarColumn scalar ->
                addNullable(in, at, length, nullable, scalar.values());
            case NullableColumn _, ListColumn _, TupleColumn _ -> {
                whole.clear();
                encode(in, at, length, whole);
                column.addStored(whole.bytes(), 0);
            }
        }
    }

    private void addNullable(byte[] in, int at, int length, NullableColumn nullable, Out values) {
        if (length < 0 || !encoder.encodeIfAny(in, at, length, values)) {
            nullable.addNull();
        } else {
            nullable.addMark(false);
        }
    }

    private void encode(byte[] in, int at, int length, Out out) {
        if (length < 0) {
            encoder.encodeDefault(out);
        } else {
            encoder.encode(in, at, length, out);
        }
    }

    /** Where values are written to that are known in the server's form; only for types without parts. */
    public Out plain() {
        return switch (column) {
            case ScalarColumn scalar -> scalar.values();
            case NullableColumn _, ListColumn _, TupleColumn _ -> throw new IllegalStateException(type + " has parts");
        };
    }

    /** Adds a value that the server gave in its binary row format. */
    public void addStored(byte[] in, int at) {
        column.addStored(in, at);
    }

    long bytes() {
        return column.bytes();
    }

    void writeTo(Out header, Pieces pieces) {
        header.string(name);
        header.string(type.toString());
        pieces.add(header);
        header.clear();
        column.writeTo(pieces);
        column.clear();
    }
}
