package dev.tain.postgres.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The output of a {@link WireSocket}, which knows since when the server takes nothing. */
final class WireOutput extends FilterOutputStream {
    private final Silence silence;

    WireOutput(OutputStream out, Silence silence) {
        super(out);
        this.silence = silence;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        silence.begin();
        try {
            out.write(from, offset, length);
        } finally {
            silence.end();
        }
    }
}
