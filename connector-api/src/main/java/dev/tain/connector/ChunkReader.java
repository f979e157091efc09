package dev.tain.connector;

import dev.tain.model.RowBuffer;
import org.jspecify.annotations.Nullable;

/** Rows of one chunk, in blocks. */
public interface ChunkReader extends AutoCloseable {
    /** The next rows, each as an insert, at most about a mebibyte; null after the last. Valid until the next call. */
    @Nullable
    RowBuffer next();

    /** Whether the rows are of exactly the moment where the stream begins, so that it brings nothing that they have. */
    default boolean isExact() {
        return false;
    }

    /** Ends the read, also in its middle. */
    @Override
    void close();
}
