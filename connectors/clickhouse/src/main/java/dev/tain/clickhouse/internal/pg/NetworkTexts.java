package dev.tain.clickhouse.internal.pg;

/** Addresses of hosts and networks. */
final class NetworkTexts {
    private static final int INET4 = 2;
    private static final int GROUPS = 8;
    private static final int GROUPS_BEFORE_INET4 = 6;

    private NetworkTexts() {}

    /** Family, bits of the network, whether it is a network, length of the address, the address. */
    static void append(byte[] in, int at, boolean isNetwork, StringBuilder to) {
        int bits = in[at + 1] & 0xFF;
        int size = in[at + 3];
        if (in[at] == INET4) {
            v4(in, at + 4, to);
        } else {
            v6(in, at + 4, to);
        }
        if (isNetwork || bits != size * 8) {
            to.append('/').append(bits);
        }
    }

    private static void v4(byte[] in, int at, StringBuilder to) {
        for (int i = 0; i < 4; i++) {
            to.append(i == 0 ? "" : ".").append(in[at + i] & 0xFF);
        }
    }

    /** The longest run of zeros is left out, the first of several; an older address within is shown as such. */
    private static void v6(byte[] in, int at, StringBuilder to) {
        int[] groups = new int[GROUPS];
        int longest = 0;
        int start = -1;
        for (int i = 0, run = 0; i < GROUPS; i++) {
            groups[i] = In.i16(in, at + 2 * i) & 0xFFFF;
            run = groups[i] == 0 ? run + 1 : 0;
            if (run > longest && run > 1) {
                longest = run;
                start = i - run + 1;
            }
        }
        boolean endsInV4 = start == 0
                && (longest == GROUPS_BEFORE_INET4
                        || (longest == GROUPS_BEFORE_INET4 - 1 && groups[longest] == 0xFFFF));
        int begin = to.length();
        for (int i = 0; i < (endsInV4 ? GROUPS_BEFORE_INET4 : GROUPS); i++) {
            if (i == start) {
                to.append("::");
                i += longest - 1;
            } else {
                to.append(to.length() == begin || to.charAt(to.length() - 1) == ':' ? "" : ":");
                to.append(Integer.toHexString(groups[i]));
            }
        }
        if (endsInV4) {
            to.append(to.charAt(to.length() - 1) == ':' ? "" : ":");
            v4(in, at + 12, to);
        }
    }
}
