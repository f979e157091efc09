package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;
import dev.tain.clickhouse.internal.pg.Numerics;
import dev.tain.clickhouse.internal.pg.PgType.Kind;

/** Encoders into numbers with a binary exponent; a number that would become infinite is refused. */
final class RealEncoders {
    private RealEncoders() {}

    private static void write(double value, boolean isFinite, ChType to, Out out) {
        boolean isDouble = to.is("Float64");
        if (isFinite && Double.isInfinite(isDouble ? value : (float) value)) {
            throw new IllegalArgumentException("the number is beyond " + to);
        }
        if (isDouble) {
            out.i64(Double.doubleToRawLongBits(value));
        } else {
            out.i32(Float.floatToRawIntBits((float) value));
        }
    }

    private static void zero(ChType to, Out out) {
        out.zeros(to.is("Float64") ? Double.BYTES : Float.BYTES);
    }

    /** Single and double precision, whose bits stay where the width does. */
    static final class OfReal implements ValueEncoder {
        private final boolean fromDouble;
        private final ChType to;

        OfReal(Kind from, ChType to) {
            this.fromDouble = from == Kind.FLOAT8;
            this.to = to;
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            if (fromDouble && to.is("Float64")) {
                out.i64(In.i64(in, at));
            } else if (!fromDouble && to.is("Float32")) {
                out.i32(In.i32(in, at));
            } else {
                double value =
                        fromDouble ? Double.longBitsToDouble(In.i64(in, at)) : Float.intBitsToFloat(In.i32(in, at));
                write(value, Double.isFinite(value), to, out);
            }
        }

        @Override
        public void encodeDefault(Out out) {
            zero(to, out);
        }
    }

    static final class OfNumeric implements ValueEncoder {
        private final ChType to;

        OfNumeric(ChType to) {
            this.to = to;
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            write(Double.parseDouble(Numerics.text(in, at)), !Numerics.isSpecial(in, at), to, out);
        }

        @Override
        public void encodeDefault(Out out) {
            zero(to, out);
        }
    }

    /** Whole numbers; one that would be rounded is refused. */
    static final class OfInteger implements ValueEncoder {
        private static final long EXACT_IN_DOUBLE = 1L << 53;
        private static final long EXACT_IN_FLOAT = 1L << 24;

        private final Kind from;
        private final ChType to;
        private final long limit;

        OfInteger(Kind from, ChType to) {
            this.from = from;
            this.to = to;
            this.limit = to.is("Float64") ? EXACT_IN_DOUBLE : EXACT_IN_FLOAT;
        }

        static boolean holdsAll(Kind from, ChType to) {
            return from == Kind.INT2 || (to.is("Float64") && (from == Kind.INT4 || from == Kind.UINT4));
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            long value = IntegerEncoder.value(from, in, at);
            if (value > limit || value < -limit) {
                throw new IllegalArgumentException("the number has more digits than " + to + " keeps");
            }
            write((double) value, true, to, out);
        }

        @Override
        public void encodeDefault(Out out) {
            zero(to, out);
        }
    }
}
