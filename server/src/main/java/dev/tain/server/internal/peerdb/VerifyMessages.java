package dev.tain.server.internal.peerdb;

import dev.tain.engine.Verification.Counts;
import dev.tain.engine.Verification.Difference;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.model.Problem;
import dev.tain.server.internal.json.CommaText;
import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.json.UInt32;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of comparing mirrors' tables with their copies. Times are RFC 3339 texts in UTC. */
final class VerifyMessages {
    private VerifyMessages() {}

    /**
     * What is to be compared.
     *
     * @param tables source tables, {@code schema.table}; none for all
     * @param parallelism ranges of a table at the same time; 0 for the usual number
     * @param maxRowsPerSecond rows to read at both sides together; 0 for no limit
     */
    record VerifyRequest(
            String flowJobName,
            @CommaText List<String> tables,
            boolean repair,
            @UInt32 long parallelism,
            long maxRowsPerSecond) {}

    record VerifyResponse(String verificationId) {}

    record VerificationRequest(String verificationId) {}

    record CancelResponse(boolean ok) {}

    record VerificationsRequest(String flowJobName) {}

    record VerificationsResponse(List<VerificationResponse> verifications) {}

    /**
     * How far it is and what it has found.
     *
     * @param outcome RUNNING, EQUAL, DIFFERENT, UNDECIDED or FAILED
     * @param finishedAt null while it goes on
     * @param errorMessage what ended it before it was done; empty when nothing did
     */
    record VerificationResponse(
            String verificationId,
            String flowJobName,
            String outcome,
            boolean repair,
            String startedAt,
            @Nullable String finishedAt,
            String errorMessage,
            @OmitNull @Nullable String errorCode,
            @OmitNull @Nullable String remedy,
            List<Table> tables) {}

    /**
     * One table.
     *
     * @param differences the first of them; the counts are of all
     * @param undecidedRows keys of rows that changed whenever they were looked at
     */
    record Table(
            String sourceTable,
            String destinationTable,
            String outcome,
            long estimatedRows,
            long rangesCompared,
            long sourceRows,
            long destinationRows,
            long missing,
            long surplus,
            long different,
            long repaired,
            long undecided,
            @Nullable String finishedAt,
            String errorMessage,
            @OmitNull @Nullable String errorCode,
            @OmitNull @Nullable String remedy,
            List<Row> differences,
            List<String> undecidedRows) {

        static Table of(TableVerification table) {
            Counts counts = table.counts();
            return new Table(
                    table.source().toString(),
                    table.destination().toString(),
                    table.outcome().name(),
                    table.estimatedRows(),
                    table.rows().ranges(),
                    table.rows().source(),
                    table.rows().destination(),
                    counts.missing(),
                    counts.surplus(),
                    counts.different(),
                    counts.repaired(),
                    counts.undecided(),
                    Mirrors.timeIfAny(table.finishedAtMillis()),
                    table.trouble().map(Problem::sentence).orElse(""),
                    table.trouble().map(problem -> problem.code().name()).orElse(null),
                    table.trouble().map(Problem::remedy).orElse(null),
                    table.differences().stream().map(Row::of).toList(),
                    table.undecided());
        }
    }

    /**
     * A row that differs.
     *
     * @param kind MISSING, SURPLUS or DIFFERENT
     * @param key the key's values as texts
     * @param columns source columns that differ
     */
    record Row(String kind, List<String> key, List<String> columns, boolean repaired) {
        static Row of(Difference row) {
            return new Row(row.kind(), row.key(), row.columns(), row.repaired());
        }
    }

    /** When a table was compared to its end the last time, and what came of it. */
    record LastVerification(
            String outcome,
            String finishedAt,
            long sourceRows,
            long missing,
            long surplus,
            long different,
            long repaired,
            long undecided) {
        static LastVerification of(TableVerification table) {
            Counts counts = table.counts();
            return new LastVerification(
                    table.outcome().name(),
                    Mirrors.time(table.finishedAtMillis()),
                    table.rows().source(),
                    counts.missing(),
                    counts.surplus(),
                    counts.different(),
                    counts.repaired(),
                    counts.undecided());
        }
    }
}
