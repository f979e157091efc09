package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** The published engines of a destination table. */
enum TableEngine implements Numbered {
    CH_ENGINE_REPLACING_MERGE_TREE(0),
    CH_ENGINE_MERGE_TREE(1),
    CH_ENGINE_NULL(2),
    CH_ENGINE_REPLICATED_REPLACING_MERGE_TREE(3),
    CH_ENGINE_REPLICATED_MERGE_TREE(4),
    CH_ENGINE_COALESCING_MERGE_TREE(5);

    private final int number;

    TableEngine(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
