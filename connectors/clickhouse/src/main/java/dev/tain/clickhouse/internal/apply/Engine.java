package dev.tain.clickhouse.internal.apply;

import dev.tain.connector.MappedTable;

/** The engines that a mapping may ask for; which of them replicate decides the peer. */
enum Engine {
    REPLACING_MERGE_TREE,
    MERGE_TREE,
    NULL,
    /** Keeps of each column the last value that is not NULL. */
    COALESCING_MERGE_TREE;

    static Engine of(MappedTable table) {
        return switch (table.option("engine")) {
            case "CH_ENGINE_MERGE_TREE", "CH_ENGINE_REPLICATED_MERGE_TREE" -> MERGE_TREE;
            case "CH_ENGINE_NULL" -> NULL;
            case "CH_ENGINE_COALESCING_MERGE_TREE" -> COALESCING_MERGE_TREE;
            default -> REPLACING_MERGE_TREE;
        };
    }
}
