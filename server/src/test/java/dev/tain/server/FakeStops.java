package dev.tain.server;

import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.TableStop.Cause;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.Optional;

/** Tables named {@code broken} have stopped, always for the same change. */
final class FakeStops {
    static final String BROKEN = "broken";
    private static final long NUMBER = 1_767_323_047_000L;
    private static final Cause CAUSE = new Cause(
            ErrorCode.POSTGRES_DATA_REJECTED,
            "PostgreSQL, while applying changes to public.broken: new row violates check constraint \"positive\"",
            "Look at the value or the constraint that the message names.");
    private static final RowChange CHANGE = new RowChange(0x16B374D848L, 2, false, "(42)");

    private FakeStops() {}

    static boolean isStopped(TableName table) {
        return table.name().equals(BROKEN);
    }

    static void require(TableName table) {
        if (!isStopped(table)) {
            throw new TainException(
                            ErrorCode.TABLE_NOT_STOPPED,
                            "table " + table + " has not stopped, it is STREAMING",
                            "nothing is needed; only tables that are QUARANTINED can be tried again")
                    .with("table", table);
        }
    }

    static TableStop stop(TableName table) {
        return new TableStop(
                table,
                NUMBER,
                TablePhase.CATCHING_UP,
                false,
                CAUSE,
                "1/6B374D000",
                Optional.of(CHANGE),
                FakeMirrors.CREATED_AT + 1_000,
                FakeMirrors.CREATED_AT + 2_000);
    }

    static SkippedChange skipped(TableName table) {
        return new SkippedChange(table, NUMBER - 1, CHANGE, CAUSE, FakeMirrors.CREATED_AT + 1_500);
    }
}
