package dev.tain.clickhouse.internal.type;

import java.util.HexFormat;

/** Values as PostgreSQL writes them, for columns of text. */
final class TextForms {
    private static final int INET4 = 2;
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":");
    private static final long MICROS_OF_HOUR = 3_600_000_000L;
    private static final long MICROS_OF_MINUTE = 60_000_000L;
    private static final long MICROS_OF_SECOND = 1_000_000L;

    private TextForms() {}

    static String of(PgType type, byte[] in, int at, int length) {
        return switch (type.kind()) {
            case BOOL -> in[at] == 0 ? "false" : "true";
            case INT2 -> Short.toString(In.i16(in, at));
            case INT4 -> Integer.toString(In.i32(in, at));
            case INT8 -> Long.toString(In.i64(in, at));
            case UINT4 -> Integer.toUnsignedString(In.i32(in, at));
            case UINT8 -> Long.toUnsignedString(In.i64(in, at));
            case FLOAT4 -> real(Float.toString(Float.intBitsToFloat(In.i32(in, at))));
            case FLOAT8 -> real(Double.toString(Double.longBitsToDouble(In.i64(in, at))));
            case NUMERIC -> Numerics.text(in, at);
            case MONEY -> java.math.BigDecimal.valueOf(In.i64(in, at), 2).toPlainString();
            case UUID -> new java.util.UUID(In.i64(in, at), In.i64(in, at + 8)).toString();
            case INTERVAL -> interval(In.i64(in, at), In.i32(in, at + 8), In.i32(in, at + 12));
            case INET -> inet(in, at);
            case MACADDR -> PAIRS.formatHex(in, at, at + length);
            case BIT -> bits(in, at);
            case LSN -> String.format("%X/%X", In.i32(in, at), In.i32(in, at + 4));
            case POINT -> "POINT(" + coordinate(in, at) + " " + coordinate(in, at + 8) + ")";
            case TEXT, JSON, JSONB, BYTEA, DATE, TIMESTAMP, TIME, TIMETZ, HSTORE, ARRAY, UNKNOWN ->
                throw new IllegalArgumentException("no text form of " + type.kind());
        };
    }

    private static String coordinate(byte[] in, int at) {
        return real(Double.toString(Double.longBitsToDouble(In.i64(in, at))));
    }

    private static String real(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String bits(byte[] in, int at) {
        int count = In.i32(in, at);
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((in[at + 4 + i / 8] >> (7 - i % 8) & 1) == 0 ? '0' : '1');
        }
        return text.toString();
    }

    /** Family, bits of the network, whether it is a network, length of the address, the address. */
    private static String inet(byte[] in, int at) {
        int bits = in[at + 1] & 0xFF;
        int size = in[at + 3];
        String address = in[at] == INET4 ? v4(in, at + 4) : v6(in, at + 4);
        return in[at + 2] == 0 && bits == size * 8 ? address : address + "/" + bits;
    }

    private static String v4(byte[] in, int at) {
        return (in[at] & 0xFF) + "." + (in[at + 1] & 0xFF) + "." + (in[at + 2] & 0xFF) + "." + (in[at + 3] & 0xFF);
    }

    private static String v6(byte[] in, int at) {
        if (In.i64(in, at) == 0 && In.i32(in, at + 8) == 0xFFFF) {
            return "::ffff:" + v4(in, at + 12);
        }
        int[] groups = new int[8];
        int longest = 0;
        int start = -1;
        for (int i = 0, run = 0; i < 8; i++) {
            groups[i] = In.i16(in, at + 2 * i) & 0xFFFF;
            run = groups[i] == 0 ? run + 1 : 0;
            if (run > longest && run > 1) {
                longest = run;
                start = i - run + 1;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    private static String interval(long micros, int days, int months) {
        if (micros == Long.MAX_VALUE && days == Integer.MAX_VALUE && months == Integer.MAX_VALUE) {
            return "infinity";
        }
        if (micros == Long.MIN_VALUE && days == Integer.MIN_VALUE && months == Integer.MIN_VALUE) {
            return "-infinity";
        }
        StringBuilder text = new StringBuilder();
        boolean negative = part(text, months / 12, "year", false);
        negative = part(text, months % 12, "mon", negative);
        negative = part(text, days, "day", negative);
        if (micros != 0 || text.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(micros < 0 ? "-" : negative ? "+" : "");
            long hours = Math.abs(micros / MICROS_OF_HOUR);
            long rest = Math.abs(micros % MICROS_OF_HOUR);
            text.append(String.format(
                    "%02d:%02d:%02d", hours, rest / MICROS_OF_MINUTE, rest % MICROS_OF_MINUTE / MICROS_OF_SECOND));
            long fraction = rest % MICROS_OF_SECOND;
            if (fraction != 0) {
                text.append(String.format(".%06d", fraction).replaceFirst("0+$", ""));
            }
        }
        return text.toString();
    }

    /** Says whether the next part has to show that it is positive again. */
    private static boolean part(StringBuilder text, int value, String unit, boolean negative) {
        if (value == 0) {
            return negative;
        }
        text.append(text.isEmpty() ? "" : " ").append(negative && value > 0 ? "+" : "");
        text.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
        return value < 0;
    }
}
