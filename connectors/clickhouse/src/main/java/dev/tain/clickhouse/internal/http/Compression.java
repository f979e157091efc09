package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether what travels between Tain and a server is compressed, and how: rows as LZ4 frames, which cost the least of
 * what the HTTP interface takes, answers, which are few, with gzip. As the peer says; when it does not, to every server
 * but those on this machine, where no network is spared. Safe for any thread.
 */
final class Compression {
    static final String NAME = "lz4";

    /** The server's LZ4 frames have blocks that need each other, which the library does not read. */
    static final String ANSWERS = "gzip";

    /** What the server is asked for its answers; the fastest level. */
    static final Map<String, String> SETTINGS =
            Map.of("enable_http_compression", "1", "http_zlib_compression_level", "1");

    /** Less fits into a packet or two anyway. */
    private static final int WORTHWHILE_BYTES = 2048;

    private final String host;
    private volatile @Nullable Boolean on;

    private Compression(String host, @Nullable Boolean on) {
        this.host = host;
        this.on = on;
    }

    static Compression of(Peer peer, Address address) {
        String asked = peer.option("compression").map(String::strip).orElse("");
        return switch (asked) {
            case "" -> new Compression(address.host(), null);
            case NAME -> new Compression(address.host(), true);
            case "none" -> new Compression(address.host(), false);
            default ->
                throw new TainException(
                        ErrorCode.PEER_INVALID,
                        "The peer " + peer.name() + " has the compression " + asked + ".",
                        "Give " + NAME + ", or none, or leave it out to compress to other machines only.");
        };
    }

    boolean isOn() {
        Boolean known = on;
        if (known == null) {
            known = !isThisMachine(host);
            on = known;
        }
        return known;
    }

    private static boolean isThisMachine(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // nor can it be reached
        }
    }

    /** Whether a body of these parts is to be compressed. */
    boolean isWorthwhile(List<byte[]> parts) {
        return parts.stream().mapToLong(part -> part.length).sum() >= WORTHWHILE_BYTES && isOn();
    }

    /** The parts as one frame. */
    static List<byte[]> frame(List<byte[]> parts) {
        List<byte[]> packed = new ArrayList<>();
        Frame frame = new Frame();
        for (byte[] part : parts) {
            packed.add(frame.add(part));
        }
        packed.add(frame.end());
        return packed;
    }

    /** An answer's body as it was before it was compressed. */
    static byte[] plain(HttpHeaders headers, byte[] body) throws IOException {
        if (!headers.firstValue("Content-Encoding").orElse("").equals(ANSWERS) || body.length == 0) {
            return body;
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return packed.readAllBytes();
        }
    }
}
