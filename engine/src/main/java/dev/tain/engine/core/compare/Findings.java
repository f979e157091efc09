package dev.tain.engine.core.compare;

import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import java.util.List;

/** Where a comparison tells what it has done and found. Any thread may call it. */
public interface Findings {
    /** Ranges were compared, with so many rows at the source and at the destination. */
    void compared(long ranges, long sourceRows, long destinationRows);

    /**
     * Rows of some parts were decided about.
     *
     * @param undecided keys of rows that changed whenever they were looked at
     */
    void found(List<Part> parts, List<RowDifference> differences, List<RowKey> undecided);
}
