package dev.tain.clickhouse.internal.type;

/**
 * Arrays. The binary form has the number of dimensions, whether there are NULLs, the element's type, size and lower
 * bound of each dimension, then the elements in order.
 */
final class ArrayEncoder implements ValueEncoder {
    private static final int HEADER = 12;
    private static final int DIMENSION = 8;

    private final NullableValue element;

    ArrayEncoder(ValueEncoder element, boolean keepsNull) {
        this.element = new NullableValue(element, keepsNull);
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        int dimensions = In.i32(in, at);
        int count = dimensions == 0 ? 0 : 1;
        for (int i = 0; i < dimensions; i++) {
            count *= In.i32(in, at + HEADER + DIMENSION * i);
        }
        out.length(count);
        int field = at + HEADER + DIMENSION * dimensions;
        for (int i = 0; i < count; i++) {
            int size = In.i32(in, field);
            element.write(in, field + 4, size, out);
            field += 4 + Math.max(0, size);
        }
    }

    @Override
    public void encodeDefault(Out out) {
        out.length(0);
    }
}
