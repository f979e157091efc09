package dev.tain.engine.store;

import dev.tain.connector.Chunk;

/**
 * A planned chunk and what became of it.
 *
 * @param rows rows copied, when done
 * @param millis how long it took, when done
 */
public record ChunkRecord(Chunk chunk, boolean done, long rows, long millis) {}
