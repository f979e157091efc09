package dev.tain.server.internal.peerdb;

import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.model.Lsn;
import dev.tain.server.internal.json.CommaText;
import dev.tain.server.internal.json.OmitNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about tables that have stopped. Times are RFC 3339 texts in UTC. */
final class StopMessages {
    private StopMessages() {}

    /**
     * Why a table is in quarantine.
     *
     * @param number tells it from other stops of the table
     * @param retrying whether it is being tried again, or will be once the mirror runs
     * @param position of the source, up to which the table was right when it stopped; empty in a first copy
     * @param change the change that cannot be written; null when it is not known, or is not one
     * @param since when the table stopped
     * @param at when this was found, by the last retry
     */
    record Stop(
            long number,
            boolean retrying,
            String errorCode,
            String errorMessage,
            String remedy,
            String position,
            @OmitNull @Nullable Change change,
            String since,
            String at) {
        static Stop of(TableStop stop) {
            return new Stop(
                    stop.number(),
                    stop.retrying(),
                    stop.cause().code().name(),
                    stop.cause().sentence(),
                    stop.cause().remedy(),
                    stop.position(),
                    stop.change().map(Change::of).orElse(null),
                    Mirrors.time(stop.sinceMillis()),
                    Mirrors.time(stop.atMillis()));
        }
    }

    /**
     * One change.
     *
     * @param position the source's position of its transaction's commit
     * @param sequence its place in the transaction, from 0
     * @param deletion whether it removes the row
     */
    record Change(String key, String position, long sequence, boolean deletion) {
        static Change of(RowChange change) {
            return new Change(change.key(), new Lsn(change.position()).text(), change.sequence(), change.deletion());
        }
    }

    /** @param stop number of the stop that it was the cause of */
    record Skipped(long stop, Change change, String errorCode, String errorMessage, String at) {
        static Skipped of(SkippedChange skipped) {
            return new Skipped(
                    skipped.stop(),
                    Change.of(skipped.change()),
                    skipped.cause().code().name(),
                    skipped.cause().sentence(),
                    Mirrors.time(skipped.atMillis()));
        }
    }

    /** A phase in the words of which people speak. */
    static String state(TablePhase phase) {
        return switch (phase) {
            case WAITING, COPYING -> "SNAPSHOTTING";
            case CATCHING_UP -> "HELD";
            case STREAMING -> "STREAMING";
            case QUARANTINED -> "QUARANTINED";
        };
    }

    record TablesRequest(String flowJobName) {}

    record TablesResponse(String flowJobName, List<StatusMessages.TableProgress> tables) {}

    /** @param tables source tables, {@code schema.table}; none for all that have stopped */
    record RetryRequest(String flowJobName, @CommaText List<String> tables) {}

    /** @param tables those that are tried */
    record RetryResponse(boolean ok, List<String> tables) {}

    /**
     * What is to be left out.
     *
     * @param table a source table, {@code schema.table}
     * @param stop number of the stop that was seen; 0 for the present one
     */
    record SkipRequest(String flowJobName, String table, long stop) {}

    record SkipResponse(boolean ok, String table, Skipped skipped) {}
}
