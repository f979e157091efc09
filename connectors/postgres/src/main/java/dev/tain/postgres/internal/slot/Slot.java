package dev.tain.postgres.internal.slot;

import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.Problem;
import java.util.Optional;

/**
 * A replication slot as the server shows it. Absent texts are empty.
 *
 * @param here whether it belongs to the database that we are connected to
 * @param activePid the server process that reads from it; 0 when none does
 * @param reader the application name of that process; empty when it cannot be seen
 * @param confirmed what is before it was confirmed; zero for a slot that is not logical
 * @param lost why the server has given it up; empty while it is good
 */
public record Slot(String name, String plugin, boolean here, int activePid, String reader, Lsn confirmed, String lost) {
    public static final String PLUGIN = "pgoutput";

    public boolean isActive() {
        return activePid != 0;
    }

    /** Why no stream of ours can be read from it, whatever is done about its present reader. */
    public Optional<Problem> unusable() {
        if (!here || !plugin.equals(PLUGIN)) {
            String why = here
                    ? "it uses the output plugin '" + plugin + "', not " + PLUGIN
                    : "it belongs to another database";
            return Optional.of(new Problem(
                    ErrorCode.POSTGRES_SLOT_TAKEN,
                    name,
                    "The replication slot " + name + " cannot be used: " + why + ".",
                    "Name another slot, or drop this one if nobody needs it: SELECT pg_drop_replication_slot('" + name
                            + "');"));
        }
        if (!lost.isEmpty()) {
            return Optional.of(new Problem(
                    ErrorCode.POSTGRES_SLOT_LOST,
                    name,
                    "The server has invalidated the replication slot " + name + " (" + lost
                            + "): log that was still needed is gone.",
                    "Resync the mirror. To keep it from happening again, raise max_slot_wal_keep_size or mend what kept"
                            + " the mirror from confirming."));
        }
        return Optional.empty();
    }
}
