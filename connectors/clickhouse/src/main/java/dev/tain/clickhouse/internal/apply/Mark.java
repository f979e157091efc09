package dev.tain.clickhouse.internal.apply;

/** What follows a row's columns: what became of it at its place, and the version, a commit of the source. */
record Mark(Fate fate, long version) {
    /** What became of a row at its place. */
    enum Fate {
        THERE,
        DELETED,
        /** It is the same row at another place now. */
        MOVED
    }

    static Mark of(boolean deleted, long version) {
        return new Mark(deleted ? Fate.DELETED : Fate.THERE, version);
    }

    boolean isDeleted() {
        return fate != Fate.THERE;
    }
}
