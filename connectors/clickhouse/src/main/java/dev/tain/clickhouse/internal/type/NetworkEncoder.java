package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;

/** Addresses of single hosts; the family, bits of the network, whether it is one, a length and the address. */
final class NetworkEncoder implements ValueEncoder {
    private static final int HEADER = 4;
    private static final int INET4 = 2;
    private static final int BYTES_OF_4 = 4;
    private static final int BYTES_OF_6 = 16;

    private final boolean toV6;

    NetworkEncoder(boolean toV6) {
        this.toV6 = toV6;
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        boolean isV4 = in[at] == INET4;
        if ((in[at + 1] & 0xFF) != (isV4 ? BYTES_OF_4 : BYTES_OF_6) * 8) {
            throw new IllegalArgumentException("it is a network, or a host with one, and the type holds hosts only");
        }
        if (!toV6) {
            if (!isV4) {
                throw new IllegalArgumentException("it is an address of version 6");
            }
            out.i32(In.i32(in, at + HEADER));
            return;
        }
        if (isV4) { // as it is written within the larger range
            out.zeros(10);
            out.i16(0xFFFF);
            out.raw(in, at + HEADER, BYTES_OF_4);
        } else {
            out.raw(in, at + HEADER, BYTES_OF_6);
        }
    }

    @Override
    public void encodeDefault(Out out) {
        out.zeros(toV6 ? BYTES_OF_6 : BYTES_OF_4);
    }
}
