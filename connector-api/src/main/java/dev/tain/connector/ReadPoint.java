package dev.tain.connector;

import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.List;

/**
 * A position that a commit stores, and what readers of the destination may know of it.
 *
 * @param committedAtMicros when the source committed what ends there, microseconds since 1970; 0 when it is not known
 * @param tables every table of the mirror
 */
public record ReadPoint(Position position, long committedAtMicros, List<TablePoint> tables) {
    public ReadPoint {
        tables = List.copyOf(tables);
    }

    /**
     * One table at that position.
     *
     * @param complete whether it holds what the source held there, no more and no less
     */
    public record TablePoint(TableName source, TableName destination, boolean complete) {}
}
