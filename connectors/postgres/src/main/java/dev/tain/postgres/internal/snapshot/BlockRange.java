package dev.tain.postgres.internal.snapshot;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk's range text says: blocks of one physical table. The text is kept durably, so its form is fixed.
 *
 * @param relation number of the table or leaf partition; 0 for a partitioned table that has no partition
 * @param file number of the file that held the table when it was divided: another one means that rows have other places
 * @param first the first block
 * @param end the block after the last one; null for everything from the first on
 */
record BlockRange(
        long relation, long file, long first, @Nullable Long end) {
    private static final Pattern FORM =
            Pattern.compile("relation=(\\d{1,10}) file=(\\d{1,10}) blocks=(\\d{1,10})-(\\d{0,10})");

    static BlockRange parse(String range) {
        Matcher form = FORM.matcher(range);
        if (!form.matches()) {
            throw new TainException(
                    ErrorCode.CHUNK_STALE,
                    "The chunk '" + range + "' is not one of this version of Tain.",
                    "The table is divided again.");
        }
        return new BlockRange(
                Long.parseLong(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3)),
                form.group(4).isEmpty() ? null : Long.valueOf(form.group(4)));
    }

    /** Unique among all ranges of a table. */
    String id() {
        return relation + "." + file + "." + first + "-" + (end == null ? "" : end);
    }

    String text() {
        return "relation=" + relation + " file=" + file + " blocks=" + first + "-" + (end == null ? "" : end);
    }

    /**
     * The condition that picks the rows, which the server turns into a scan of just these blocks. Empty when it is all
     * of them: naming a row's place takes a privilege on the whole table.
     */
    String condition() {
        if (first == 0 && end == null) {
            return "";
        }
        String from = " WHERE ctid >= '(" + first + ",0)'";
        return end == null ? from : from + " AND ctid < '(" + end + ",0)'";
    }
}
