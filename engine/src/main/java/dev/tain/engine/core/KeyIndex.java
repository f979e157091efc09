package dev.tain.engine.core;

import dev.tain.model.RowBuffer;
import java.util.Arrays;

/**
 * Finds the latest row of a key: an open-addressing hash table of row numbers. A slot holds row + 1, 0 is free; keys
 * are never removed, a later row takes its predecessor's slot.
 */
final class KeyIndex {
    private static final int FIRST_SLOTS = 256;
    static final int NONE = -1;

    private final RowBuffer rows;
    private final RowKeys keys;
    private int[] slots = new int[FIRST_SLOTS];
    private int[] hashes = new int[FIRST_SLOTS];
    private int used;

    KeyIndex(RowBuffer rows, RowKeys keys) {
        this.rows = rows;
        this.keys = keys;
    }

    int hash(int image) {
        return keys.hash(rows, image);
    }

    /** The row under the image's key, or {@link #NONE}. */
    int find(int image, int hash) {
        return slots[slot(image, hash)] - 1;
    }

    /** Makes the row the latest of its image's key; returns its predecessor, or {@link #NONE}. */
    int put(int row, int hash) {
        int slot = slot(rows.image(row), hash);
        int before = slots[slot] - 1;
        slots[slot] = row + 1;
        hashes[slot] = hash;
        if (before < 0 && ++used > slots.length / 2) {
            grow();
        }
        return before;
    }

    void clear() {
        Arrays.fill(slots, 0);
        used = 0;
    }

    private int slot(int image, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0 && !(hashes[slot] == hash && keys.equal(rows, rows.image(slots[slot] - 1), image))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldSlots = slots;
        int[] oldHashes = hashes;
        slots = new int[oldSlots.length * 2];
        hashes = new int[slots.length];
        int mask = slots.length - 1;
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                int slot = oldHashes[i] & mask;
                while (slots[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = oldSlots[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }
}
