package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;
import java.nio.charset.StandardCharsets;

/** Encoders of values whose bytes are copied or turned around. */
final class PlainEncoders {
    private PlainEncoders() {}

    /** Bytes that are taken as they are, behind a header of so many bytes. */
    static final class Text implements ValueEncoder {
        private final int header;
        private final byte[] none;

        Text(int header, String none) {
            this.header = header;
            this.none = none.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.string(in, at + header, length - header);
        }

        @Override
        public void encodeDefault(Out out) {
            out.string(none, 0, none.length);
        }
    }

    static final class Truth implements ValueEncoder {
        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i8(in[at]);
        }

        @Override
        public void encodeDefault(Out out) {
            out.i8(0);
        }
    }

    /** Two numbers of 64 bits, each turned around. */
    static final class Uuid implements ValueEncoder {
        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i64(In.i64(in, at));
            out.i64(In.i64(in, at + 8));
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(16);
        }
    }

    /** A pair of numbers: their bytes turned around. */
    static final class Point implements ValueEncoder {
        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i64(In.i64(in, at));
            out.i64(In.i64(in, at + 8));
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(16);
        }
    }

    /** A list of numbers of single precision: how many, two bytes that mean nothing, and they. */
    static final class Vector implements ValueEncoder {
        private final boolean isHalf;

        Vector(boolean isHalf) {
            this.isHalf = isHalf;
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            int count = In.i16(in, at) & 0xFFFF;
            out.length(count);
            for (int i = 0; i < count; i++) {
                out.i32(
                        isHalf
                                ? Float.floatToRawIntBits(Float.float16ToFloat(In.i16(in, at + 4 + 2 * i)))
                                : In.i32(in, at + 4 + 4 * i));
            }
        }

        @Override
        public void encodeDefault(Out out) {
            out.length(0);
        }
    }
}
