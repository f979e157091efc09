package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.Numerics;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.PgType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Encoders of exact numbers. What the type does not hold exactly is refused. */
final class DecimalEncoders {
    private DecimalEncoders() {}

    /** Bytes of a decimal type with so many digits. */
    static int width(int precision) {
        if (precision <= 9) {
            return 4;
        }
        if (precision <= 18) {
            return 8;
        }
        return precision <= 38 ? 16 : 32;
    }

    private static void write(BigInteger unscaled, int width, Out out) {
        byte[] big = unscaled.toByteArray();
        for (int i = 0; i < width; i++) {
            out.i8(i < big.length ? big[big.length - 1 - i] : unscaled.signum() < 0 ? -1 : 0);
        }
    }

    /** Numbers at the scale and within the limit of a type. */
    private record Holder(int scale, int width, BigInteger limit, long most, String name) {
        /** @param most the limit as far as a 64-bit number can reach it */
        Holder {}

        static Holder of(ChType decimal) {
            int precision = decimal.number(0);
            BigInteger limit = BigInteger.TEN.pow(precision);
            long most = limit.subtract(BigInteger.ONE)
                    .min(BigInteger.valueOf(Long.MAX_VALUE))
                    .longValueExact();
            return new Holder(decimal.number(1), DecimalEncoders.width(precision), limit, most, decimal + "");
        }

        void write(long unscaled, Out out) {
            if (unscaled > most || unscaled < -most) {
                throw beyond();
            }
            if (width == 4) {
                out.i32((int) unscaled);
            } else {
                out.wide(unscaled, width);
            }
        }

        void write(BigDecimal number, Out out) {
            BigDecimal stripped = number.stripTrailingZeros();
            if (stripped.scale() > scale) {
                throw new IllegalArgumentException("the number has more digits behind the point than " + name);
            }
            BigInteger unscaled = stripped.setScale(scale).unscaledValue();
            if (unscaled.abs().compareTo(limit) >= 0) {
                throw beyond();
            }
            DecimalEncoders.write(unscaled, width, out);
        }

        private IllegalArgumentException beyond() {
            return new IllegalArgumentException("the number is beyond " + name);
        }
    }

    /** Numerics; NaN and infinities, which no decimal type has, become NULL or 0. */
    static final class Exact implements ValueEncoder {
        private final Holder holder;

        Exact(ChType decimal) {
            this.holder = Holder.of(decimal);
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            if (!encodeIfAny(in, at, length, out)) {
                encodeDefault(out);
            }
        }

        @Override
        public boolean encodeIfAny(byte[] in, int at, int length, Out out) {
            if (Numerics.isSpecial(in, at)) {
                return false;
            }
            if (Numerics.fitsLong(in, at, holder.scale)) {
                holder.write(Numerics.asLong(in, at, holder.scale), out);
            } else {
                holder.write(Numerics.decimal(in, at), out);
            }
            return true;
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(holder.width);
        }
    }

    /** Integers, and amounts of money. */
    static final class OfInteger implements ValueEncoder {
        private final PgType from;
        private final Holder holder;

        OfInteger(PgType from, ChType decimal) {
            this.from = from;
            this.holder = Holder.of(decimal);
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            long value = IntegerEncoder.value(from.kind(), in, at);
            BigDecimal number = from.is(Kind.UINT8)
                    ? new BigDecimal(Long.toUnsignedString(value))
                    : BigDecimal.valueOf(value, from.is(Kind.MONEY) ? from.scale() : 0);
            holder.write(number, out);
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(holder.width);
        }
    }

    /** Numerics into integers. */
    static final class Whole implements ValueEncoder {
        private final ChType to;
        private final int width;
        private final BigInteger lowest;
        private final BigInteger highest;

        Whole(ChType to) {
            this.to = to;
            int bits = IntegerEncoder.bits(to);
            this.width = bits / 8;
            boolean unsigned = to.name().startsWith("U");
            this.lowest =
                    unsigned ? BigInteger.ZERO : BigInteger.TWO.pow(bits - 1).negate();
            this.highest = BigInteger.TWO.pow(unsigned ? bits : bits - 1).subtract(BigInteger.ONE);
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            if (!encodeIfAny(in, at, length, out)) {
                encodeDefault(out);
            }
        }

        @Override
        public boolean encodeIfAny(byte[] in, int at, int length, Out out) {
            if (Numerics.isSpecial(in, at)) {
                return false;
            }
            BigDecimal number = Numerics.decimal(in, at).stripTrailingZeros();
            if (number.scale() > 0) {
                throw new IllegalArgumentException("the number has a fraction, and " + to + " has none");
            }
            BigInteger whole = number.toBigInteger();
            if (whole.compareTo(lowest) < 0 || whole.compareTo(highest) > 0) {
                throw new IllegalArgumentException("the number is beyond " + to);
            }
            write(whole, width, out);
            return true;
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(width);
        }
    }
}
