package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.type.PgType.Kind;

/** Encoders of dates and times; see {@link Times} for what becomes of those that ClickHouse does not have. */
final class TimeEncoders {
    private TimeEncoders() {}

    private static long micros(Kind kind, byte[] in, int at) {
        return switch (kind) {
            case TIMESTAMP -> Times.micros(in, at);
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
}
