package dev.tain.catalog.internal.store;

import org.jdbi.v3.core.Handle;

/** Numbers that are never given twice, also after what had them is gone. */
enum Counter {
    MIRROR("mirror"),
    LOG_LINE("log_line");

    private final String row;

    Counter(String row) {
        this.row = row;
    }

    /** The next number; others wait for theirs until this transaction ends, so numbers become visible in order. */
    long next(Handle handle) {
        return handle.createQuery("UPDATE counter SET value = value + 1 WHERE name = :name RETURNING value")
                .bind("name", row)
                .mapTo(Long.class)
                .one();
    }
}
