package dev.tain.postgres.internal.setup;

import dev.tain.connector.StreamSpec;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.postgres.internal.slot.Slot;
import dev.tain.postgres.internal.slot.Slots;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** Whether the slot can be made, or can be used when it is the user's. */
final class SlotCheck {
    private SlotCheck() {}

    static List<Problem> run(Connection connection, StreamSpec spec, ServerFacts server) {
        Optional<Slot> present = new Slots(connection, "").find(spec.slot());
        return (spec.ownsSlot() ? toMake(spec.slot(), present, server) : toUse(spec.slot(), present))
                .stream().toList();
    }

    private static Optional<Problem> toMake(String name, Optional<Slot> present, ServerFacts server) {
        if (present.isPresent()) {
            return Optional.of(new Problem(
                    ErrorCode.POSTGRES_SLOT_TAKEN,
                    name,
                    "The replication slot " + name + " exists already.",
                    "Drop it if nobody needs it: SELECT pg_drop_replication_slot('" + name
                            + "'); or give the mirror another name."));
        }
        if (server.slots().isExhausted()) {
            return Optional.of(new Problem(
                    ErrorCode.POSTGRES_SLOTS_EXHAUSTED,
                    "max_replication_slots",
                    "All " + server.slots().limit() + " replication slots of the source are in use.",
                    "ALTER SYSTEM SET max_replication_slots = "
                            + (server.slots().limit() + 10)
                            + "; and restart the server, or drop slots that nobody needs."));
        }
        return Optional.empty();
    }

    private static Optional<Problem> toUse(String name, Optional<Slot> present) {
        if (present.isEmpty()) {
            return Optional.of(new Problem(
                    ErrorCode.POSTGRES_SLOT_MISSING,
                    name,
                    "The replication slot " + name + " does not exist.",
                    "SELECT pg_create_logical_replication_slot('" + name + "', '" + Slot.PLUGIN
                            + "'); or leave the slot's name empty."));
        }
        Optional<Problem> unusable = present.get().unusable();
        return unusable.isPresent() ? unusable : busy(present.get());
    }

    private static Optional<Problem> busy(Slot slot) {
        if (!slot.isActive()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                ErrorCode.POSTGRES_SLOT_BUSY,
                slot.name(),
                "Somebody reads from the replication slot " + slot.name() + " already: server process "
                        + slot.activePid() + ".",
                "Stop the other reader, or create a slot for this mirror: SELECT"
                        + " pg_create_logical_replication_slot('new_name', '" + Slot.PLUGIN + "');"));
    }
}
