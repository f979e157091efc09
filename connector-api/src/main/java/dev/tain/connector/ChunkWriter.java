package dev.tain.connector;

import java.util.List;

/** Writes snapshot chunks, each in one transaction together with the mark that it is written. Used by one thread. */
public interface ChunkWriter extends AutoCloseable {
    /**
     * Writes all rows that the reader gives; rows that are there already by key are overwritten. Returns their number.
     * A chunk that is written already is not written again. When it throws, or is closed in its middle, nothing of the
     * chunk is written; after a {@code TRANSIENT} error it may be called again with a new reader.
     */
    long write(MappedTable table, Chunk chunk, ChunkReader rows);

    /**
     * The table is divided anew, into chunks that bring all of its rows. What was written in other chunks is there once
     * too often, unless rows are overwritten by key: then nothing needs to be done.
     */
    default void divided(MappedTable table, List<Chunk> chunks) {}

    @Override
    void close();
}
