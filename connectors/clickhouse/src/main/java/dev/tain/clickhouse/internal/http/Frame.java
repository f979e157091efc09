package dev.tain.clickhouse.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;

/** Bytes that become one LZ4 frame, piece by piece. Used by one thread. */
final class Frame {
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final LZ4FrameOutputStream frame;

    Frame() {
        try {
            frame = new LZ4FrameOutputStream(packed, BLOCKSIZE.SIZE_256KB);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
    }

    /** What is ready of the frame, which may be nothing yet. */
    byte[] add(byte[] plain) {
        try {
            frame.write(plain);
            return take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of the frame. */
    byte[] end() {
        try {
            frame.close();
            return take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] take() {
        byte[] ready = packed.toByteArray();
        packed.reset();
        return ready;
    }
}
