package dev.tain.engine;

/**
 * How a replication slot stood at one time. Positions are in the server's words, empty where there is none.
 *
 * @param checkpoint where recovery would have begun
 * @param lagBytes log that its reader had not confirmed
 */
public record SlotSample(
        String slot, long atMillis, long lagBytes, String checkpoint, String restart, String confirmed) {}
