package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;
import java.util.Map;

/** Finds where a value ends that a server gave back in its binary row format. */
public final class Stored {
    /** In place of a width: the values are texts. */
    public static final int TEXT = -1;

    private static final Map<String, Integer> WIDTHS = Map.ofEntries(
            Map.entry("Bool", 1),
            Map.entry("Int8", 1),
            Map.entry("UInt8", 1),
            Map.entry("Enum8", 1),
            Map.entry("Int16", 2),
            Map.entry("UInt16", 2),
            Map.entry("Enum16", 2),
            Map.entry("Date", 2),
            Map.entry("Int32", 4),
            Map.entry("UInt32", 4),
            Map.entry("Float32", 4),
            Map.entry("Date32", 4),
            Map.entry("Time", 4),
            Map.entry("Time64", 8),
            Map.entry("DateTime", 4),
            Map.entry("IPv4", 4),
            Map.entry("Int64", 8),
            Map.entry("UInt64", 8),
            Map.entry("Float64", 8),
            Map.entry("DateTime64", 8),
            Map.entry("UUID", 16),
            Map.entry("Point", 16),
            Map.entry("IPv6", 16),
            Map.entry("Int128", 16),
            Map.entry("UInt128", 16),
            Map.entry("Int256", 32),
            Map.entry("UInt256", 32));

    private Stored() {}

    /** Bytes of each value of a type that has no parts, or {@link #TEXT}. */
    public static int width(ChType type) {
        Integer width = WIDTHS.get(type.name());
        if (width != null) {
            return width;
        }
        return switch (type.name()) {
            case "String" -> TEXT;
            case "FixedString" -> type.number(0);
            case "Decimal" -> DecimalEncoders.width(type.number(0));
            default -> throw new IllegalArgumentException("values of " + type + " have no form of their own");
        };
    }

    /** The offset behind the value of this type at {@code at}. */
    public static int end(ChType type, byte[] in, int at) {
        Integer width = WIDTHS.get(type.name());
        if (width != null) {
            return at + width;
        }
        return switch (type.name()) {
            case "String", "JSON" -> textEnd(in, at);
            case "FixedString" -> at + type.number(0);
            case "Decimal" -> at + DecimalEncoders.width(type.number(0));
            case "LowCardinality" -> end(type.parts().getFirst(), in, at);
            case "Nullable" -> in[at] == 0 ? end(type.parts().getFirst(), in, at + 1) : at + 1;
            case "Array" -> listEnd(type, in, at);
            case "Map" -> listEnd(type, in, at);
            default -> throw new IllegalArgumentException("values of " + type + " cannot be read back");
        };
    }

    private static int listEnd(ChType type, byte[] in, int at) {
        int count = length(in, at);
        int next = afterLength(in, at);
        for (int i = 0; i < count; i++) {
            for (ChType part : type.parts()) {
                next = end(part, in, next);
            }
        }
        return next;
    }

    /** The offset behind the text whose length stands at {@code at}. */
    public static int textEnd(byte[] in, int at) {
        return afterLength(in, at) + length(in, at);
    }

    /** The length or count that stands at {@code at}. */
    public static int length(byte[] in, int at) {
        int value = 0;
        for (int i = 0; ; i++) {
            value |= (in[at + i] & 0x7F) << (7 * i);
            if (in[at + i] >= 0) {
                return value;
            }
        }
    }

    /** The offset behind the length that stands at {@code at}. */
    public static int afterLength(byte[] in, int at) {
        int next = at;
        while (in[next] < 0) {
            next++;
        }
        return next + 1;
    }

    /** A little-endian number of 64 bits. */
    public static long i64(byte[] in, int at) {
        return Long.reverseBytes(In.i64(in, at));
    }
}
