package dev.tain.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes come out as they went in, however they arrive and whatever is asked for together. */
class ReadAheadTest {
    private static final int LARGE = 700_000;

    private static ReadAhead of(InputStream in) {
        return new ReadAhead(in, new Silence());
    }

    /** Gives a few bytes at a time, as a network may. */
    private static InputStream dribbling(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(50_000)));
            }
        };
    }

    @Test
    void piecesOfAnySizeComeWhole() throws IOException {
        Random random = new Random(7);
        byte[] all = new byte[5_000_000];
        random.nextBytes(all);
        ReadAhead ahead = of(dribbling(all, random));
        int at = 0;
        while (at < all.length) {
            int size = Math.min(all.length - at, random.nextInt(10) == 0 ? LARGE : random.nextInt(3_000));
            if (random.nextBoolean()) {
                ahead.require(size);
                assertThat(Arrays.mismatch(ahead.bytes(), ahead.at(), ahead.at() + size, all, at, at + size))
                        .as("from %d on", at)
                        .isNegative();
                ahead.skip(size);
            } else {
                size = take(ahead, all, at, size);
            }
            at += size;
        }
        assertThat(ahead.more()).isFalse();
        assertThat(ahead.hasEnded()).isTrue();
    }

    private static int take(ReadAhead ahead, byte[] all, int at, int most) throws IOException {
        byte[] into = new byte[most];
        if (ahead.size() == 0 && most > 0) {
            ahead.more();
        }
        int count = ahead.take(into, 0, most);
        assertThat(Arrays.mismatch(into, 0, count, all, at, at + count))
                .as("from %d on", at)
                .isNegative();
        return count;
    }

    @Test
    void theRoomForALargePieceIsGivenBack() throws IOException {
        ReadAhead ahead = of(new ByteArrayInputStream(new byte[2 * LARGE]));
        ahead.require(LARGE);
        assertThat(ahead.bytes().length).isGreaterThanOrEqualTo(LARGE);
        ahead.skip(LARGE);
        ahead.more();
        assertThat(ahead.bytes().length).isLessThan(LARGE);
    }

    @Test
    void anEndInTheMiddleIsAnError() {
        ReadAhead ahead = of(new ByteArrayInputStream(new byte[3]));
        assertThatThrownBy(() -> ahead.require(4)).isInstanceOf(EOFException.class);
    }
}
