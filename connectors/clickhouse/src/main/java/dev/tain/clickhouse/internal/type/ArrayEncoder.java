package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;

/**
 * Arrays. The binary form has the number of dimensions, whether there are NULLs, the element's type, size and lower
 * bound of each dimension, then the elements in order. Into a plain array they come one after the other, whatever the
 * dimensions; into arrays of arrays only if they have as many.
 */
final class ArrayEncoder implements ValueEncoder {
    private static final int HEADER = 12;
    private static final int DIMENSION = 8;

    private final NullableValue element;
    private final int depth;

    /** @param depth how many arrays are within each other at the destination */
    ArrayEncoder(NullableValue element, int depth) {
        this.element = element;
        this.depth = depth;
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        int dimensions = In.i32(in, at);
        if (dimensions == 0) {
            out.length(0);
            return;
        }
        int elements = at + HEADER + DIMENSION * dimensions;
        if (depth == 1) {
            int count = 1;
            for (int i = 0; i < dimensions; i++) {
                count *= size(in, at, i);
            }
            list(in, elements, count, out);
        } else if (depth == dimensions) {
            nested(in, at, 0, elements, out);
        } else {
            throw new IllegalArgumentException(
                    "the array has " + dimensions + " dimensions, and the column's type " + depth);
        }
    }

    private static int size(byte[] in, int at, int dimension) {
        return In.i32(in, at + HEADER + DIMENSION * dimension);
    }

    /** Returns where the next element is. */
    private int nested(byte[] in, int at, int dimension, int from, Out out) {
        int count = size(in, at, dimension);
        if (dimension + 1 == depth) {
            return list(in, from, count, out);
        }
        out.length(count);
        int next = from;
        for (int i = 0; i < count; i++) {
            next = nested(in, at, dimension + 1, next, out);
        }
        return next;
    }

    private int list(byte[] in, int from, int count, Out out) {
        out.length(count);
        int field = from;
        for (int i = 0; i < count; i++) {
            int size = In.i32(in, field);
            element.write(in, field + 4, size, out);
            field += 4 + Math.max(0, size);
        }
        return field;
    }

    @Override
    public void encodeDefault(Out out) {
        out.length(0);
    }
}
