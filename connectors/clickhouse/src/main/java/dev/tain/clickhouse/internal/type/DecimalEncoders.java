package dev.tain.clickhouse.internal.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Encoders of numbers with a point. */
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

    private static void write(long unscaled, int width, Out out) {
        if (width == 4) {
            out.i32((int) unscaled);
        } else {
            out.wide(unscaled, width);
        }
    }

    private static void write(BigInteger unscaled, int width, Out out) {
        byte[] big = unscaled.toByteArray();
        for (int i = 0; i < width; i++) {
            out.i8(i < big.length ? big[big.length - 1 - i] : unscaled.signum() < 0 ? -1 : 0);
        }
    }

    /** Numbers that the type holds exactly; others, and NaN and infinities, become NULL or 0. */
    static final class Exact implements ValueEncoder {
        private final int scale;
        private final int width;
        private final BigInteger limit;

        Exact(int precision, int scale) {
            this.scale = scale;
            this.width = width(precision);
            this.limit = BigInteger.TEN.pow(precision);
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
            if (Numerics.fitsLong(in, at, scale)) {
                long unscaled = Numerics.asLong(in, at, scale);
                if (width > 8 || BigInteger.valueOf(unscaled).abs().compareTo(limit) < 0) {
                    write(unscaled, width, out);
                    return true;
                }
                return false;
            }
            return big(Numerics.decimal(in, at), out);
        }

        private boolean big(BigDecimal number, Out out) {
            BigDecimal stripped = number.stripTrailingZeros();
            if (stripped.scale() > scale) {
                return false;
            }
            BigInteger unscaled = stripped.setScale(scale).unscaledValue();
            if (unscaled.abs().compareTo(limit) >= 0) {
                return false;
            }
            write(unscaled, width, out);
            return true;
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(width);
        }
    }

    /** Cents of a {@code money} value. */
    static final class Money implements ValueEncoder {
        private final int scale;
        private final int width;

        Money(int precision, int scale) {
            this.scale = scale;
            this.width = width(precision);
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            BigDecimal cents = BigDecimal.valueOf(In.i64(in, at), 2);
            write(cents.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue(), width, out);
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(width);
        }
    }

    static final class AsDouble implements ValueEncoder {
        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i64(Double.doubleToRawLongBits(Double.parseDouble(Numerics.text(in, at))));
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(8);
        }
    }
}
