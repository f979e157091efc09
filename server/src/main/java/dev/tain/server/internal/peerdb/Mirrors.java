package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorSummary;
import dev.tain.model.ErrorCode;
import dev.tain.model.PeerType;
import dev.tain.model.TainException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Mirrors in published words: ids, states, times. */
final class Mirrors {
    private Mirrors() {}

    /** The published form, the same each time that the same mirror is asked for. */
    static String workflowId(MirrorSummary mirror) {
        return mirror.name() + "-peerflow-" + uuid(mirror, "");
    }

    /** One that is always the same for this mirror and thing, and never for another mirror of the same name. */
    static UUID uuid(MirrorSummary mirror, String thing) {
        String seed = mirror.id() + "/" + mirror.createdAtMillis() + "/" + mirror.name() + "/" + thing;
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A mirror that retries is connecting anew, which is what the published set-up state means. It is not running,
     * because nothing arrives, and has not failed, because it will go on by itself.
     */
    static FlowStatus status(MirrorState state) {
        return switch (state) {
            case CREATED, RETRYING -> FlowStatus.STATUS_SETUP;
            case SNAPSHOTTING -> FlowStatus.STATUS_SNAPSHOT;
            case RUNNING -> FlowStatus.STATUS_RUNNING;
            case PAUSING -> FlowStatus.STATUS_PAUSING;
            case PAUSED -> FlowStatus.STATUS_PAUSED;
            case COMPLETED -> FlowStatus.STATUS_COMPLETED;
            case FAILED -> FlowStatus.STATUS_FAILED;
            case DROPPING -> FlowStatus.STATUS_TERMINATING;
        };
    }

    static DbType type(PeerType type) {
        return switch (type) {
            case POSTGRES -> DbType.POSTGRES;
            case CLICKHOUSE -> DbType.CLICKHOUSE;
        };
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    static @Nullable String timeIfAny(long millis) {
        return millis == 0 ? null : time(millis);
    }

    /** What the question about a mirror yields; an unknown one is told in the given words. */
    static <T> T found(String name, String unknown, Supplier<T> question) {
        if (name.isEmpty()) {
            throw Faults.of(ErrorCode.REQUEST_INVALID, "flow_job_name is missing", "Name the mirror.");
        }
        try {
            return question.get();
        } catch (TainException e) {
            throw e.code() == ErrorCode.MIRROR_UNKNOWN ? Faults.of(Faults.reworded(e, unknown)) : e;
        }
    }
}
