package dev.tain.clickhouse.internal.type;

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

    static final class Real implements ValueEncoder {
        private final boolean fromDouble;
        private final boolean toDouble;

        Real(boolean fromDouble, boolean toDouble) {
            this.fromDouble = fromDouble;
            this.toDouble = toDouble;
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            if (fromDouble == toDouble) {
                if (toDouble) {
                    out.i64(In.i64(in, at));
                } else {
                    out.i32(In.i32(in, at));
                }
            } else if (toDouble) {
                out.i64(Double.doubleToRawLongBits(Float.intBitsToFloat(In.i32(in, at))));
            } else {
                out.i32(Float.floatToRawIntBits((float) Double.longBitsToDouble(In.i64(in, at))));
            }
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(toDouble ? 8 : 4);
        }
    }
}
