package dev.tain.engine.sim;

import java.util.List;

/** A transaction in the source's log. */
record Commit(long end, long atMicros, List<Change> changes) {}
