package dev.tain.engine;

import dev.tain.model.TableName;
import java.util.List;

/**
 * What is to be compared, and how.
 *
 * @param tables source tables; none for all of the mirror
 * @param repair whether rows that differ are to be put right
 * @param parallel ranges of one table compared at the same time, from 1; 0 for the usual number
 * @param rowsPerSecond rows to read at most at both sides together; 0 for as many as can be
 */
public record VerificationWish(
        String mirror, List<TableName> tables, boolean repair, int parallel, long rowsPerSecond) {
    public static final int USUAL_PARALLEL = 2;
    public static final int MOST_PARALLEL = 16;

    public VerificationWish {
        tables = List.copyOf(tables);
    }
}
