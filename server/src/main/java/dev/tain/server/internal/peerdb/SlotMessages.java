package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.OmitNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about replication slots and connections. A MB is 1,048,576 bytes. */
final class SlotMessages {
    private SlotMessages() {}

    record SlotsResponse(List<Slot> slotData) {}

    /**
     * A slot as published.
     *
     * @param lagInMb log that its reader has not confirmed
     * @param statsReset seconds since 1970
     */
    record Slot(
            String slotName,
            String redoLSN,
            String restartLSN,
            boolean active,
            double lagInMb,
            String confirmedFlushLSN,
            String walStatus,
            @OmitNull @Nullable String sentLSN,
            String currentLSN,
            double restartToConfirmedMb,
            double confirmedToCurrentMb,
            String waitEventType,
            String waitEvent,
            String backendState,
            long logicalDecodingWorkMemMb,
            @OmitNull @Nullable Long statsReset,
            @OmitNull @Nullable Long spillTxns,
            @OmitNull @Nullable Long spillCount,
            @OmitNull @Nullable Long spillBytes,
            @OmitNull @Nullable Long safeWalSize) {}

    /** @param timeSince how long back, as PostgreSQL writes intervals: {@code 15 minutes} */
    record HistoryRequest(String peerName, String slotName, String timeSince) {}

    record HistoryResponse(List<Point> data) {}

    /**
     * A slot at one time.
     *
     * @param time milliseconds since 1970
     * @param size MB that its reader had not confirmed
     */
    record Point(double time, double size, String redoLSN, String restartLSN, String confirmedLSN) {}

    record SessionsResponse(List<Session> statData) {}

    /** @param duration seconds */
    record Session(
            long pid,
            String waitEvent,
            String waitEventType,
            String queryStart,
            String query,
            double duration,
            String state) {}
}
