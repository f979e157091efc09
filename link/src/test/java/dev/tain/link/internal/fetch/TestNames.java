package dev.tain.link.internal.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** Gives the JVM of the tests one more name, which has two addresses; all others are as ever. */
public final class TestNames extends InetAddressResolverProvider {
    /** A name with two addresses of this machine, in this order. */
    static final String TWO_ADDRESSES = "two-addresses.example";

    private static final byte[][] ADDRESSES = {{127, 0, 0, 2}, {127, 0, 0, 1}};

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return host.equals(TWO_ADDRESSES) ? two() : usual.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    private static Stream<InetAddress> two() throws UnknownHostException {
        return Stream.of(
                InetAddress.getByAddress(TWO_ADDRESSES, ADDRESSES[0]),
                InetAddress.getByAddress(TWO_ADDRESSES, ADDRESSES[1]));
    }

    @Override
    public String name() {
        return "names of tests";
    }
}
