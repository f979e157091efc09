package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;
import dev.tain.clickhouse.internal.pg.PgType.Kind;

/** Encoders of dates and times; see {@link Times} for what becomes of those that ClickHouse does not have. */
final class TimeEncoders {
    private TimeEncoders() {}

    private static long micros(Kind kind, byte[] in, int at) {
        return switch (kind) {
            case DATE -> Times.day(in, at) * Times.MICROS_OF_DAY;
            case TIMESTAMP, TIMESTAMPTZ -> Times.micros(in, at);
            case TIMETZ -> Times.utcTime(in, at);
            default -> In.i64(in, at);
        };
    }

    static final class Day implements ValueEncoder {
        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i32(Times.day(in, at));
        }

        @Override
        public void encodeDefault(Out out) {
            out.i32(0);
        }
    }

    static final class ShortDay implements ValueEncoder {
        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i16(Times.shortDay(in, at));
        }

        @Override
        public void encodeDefault(Out out) {
            out.i16(0);
        }
    }

    /** A time of day is one on 1970-01-01. */
    static final class Ticks implements ValueEncoder {
        private final Kind kind;
        private final int digits;

        Ticks(Kind kind, int digits) {
            this.kind = kind;
            this.digits = digits;
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i64(Times.ticks(micros(kind, in, at), digits));
        }

        @Override
        public void encodeDefault(Out out) {
            out.i64(0);
        }
    }

    static final class Seconds implements ValueEncoder {
        private final Kind kind;

        Seconds(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            out.i32(Times.seconds(micros(kind, in, at)));
        }

        @Override
        public void encodeDefault(Out out) {
            out.i32(0);
        }
    }

    /** A time of day in a type of its own, which may be before midnight, as one of another zone is in UTC. */
    static final class Clock implements ValueEncoder {
        private final Kind kind;
        private final int digits;
        private final boolean isWide;

        /** @param isWide whether it has fractions of seconds, and 64 bits for them */
        Clock(Kind kind, int digits, boolean isWide) {
            this.kind = kind;
            this.digits = digits;
            this.isWide = isWide;
        }

        @Override
        public void encode(byte[] in, int at, int length, Out out) {
            long ticks = Times.ticks(micros(kind, in, at), digits);
            if (isWide) {
                out.i64(ticks);
            } else {
                out.i32((int) ticks);
            }
        }

        @Override
        public void encodeDefault(Out out) {
            out.zeros(isWide ? Long.BYTES : Integer.BYTES);
        }
    }
}
