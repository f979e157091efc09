package dev.tain.clickhouse.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.TainException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses are given as numbers, so that no name is looked up. */
class CompressionTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , false",
        "::1, , false",
        "192.0.2.1, , true",
        "127.0.0.1, lz4, true",
        "192.0.2.1, none, false",
        "192.0.2.1, ' lz4 ', true"
    })
    void isForOtherMachinesUnlessThePeerSaysOtherwise(String host, String asked, boolean on) {
        assertThat(of(host, asked).isOn()).isEqualTo(on);
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> of("127.0.0.1", "gzip"))
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PEER_INVALID))
                .hasMessageContaining("gzip");
    }

    @Test
    void littleIsSentAsItIs() {
        Compression compression = of("192.0.2.1", "");
        assertThat(compression.isWorthwhile(List.of(new byte[100]))).isFalse();
        assertThat(compression.isWorthwhile(List.of(new byte[2_000], new byte[2_000])))
                .isTrue();
    }

    /** Parts that fill a block of the frame, more than one, and none of it. */
    @Test
    void aFrameHoldsItsParts() throws IOException {
        Random random = new Random(5);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[][] parts = new byte[9][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new byte[List.of(0, 1, 300, 256 << 10, 700_000).get(i % 5)];
            random.nextBytes(parts[i]);
            Arrays.fill(parts[i], 0, parts[i].length / 2, (byte) i);
            plain.writeBytes(parts[i]);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Compression.frame(List.of(parts)).forEach(packed::writeBytes);
        assertThat(packed.size()).isLessThan(plain.size() * 2 / 3);
        try (LZ4FrameInputStream frame = new LZ4FrameInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            assertThat(frame.readAllBytes()).isEqualTo(plain.toByteArray());
        }
    }

    private static Compression of(String host, String asked) {
        Map<String, String> options = new HashMap<>(Map.of("host", host));
        if (asked != null) {
            options.put("compression", asked);
        }
        Peer peer = new Peer("ch", PeerType.CLICKHOUSE, options, Map.of());
        return Compression.of(peer, Address.of(peer));
    }
}
