package dev.tain.server.internal.peerdb;

import dev.tain.connector.Observer;
import dev.tain.engine.ObservationService;
import dev.tain.engine.SlotSample;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.ContentMessages.PeerRequest;
import dev.tain.server.internal.peerdb.SlotMessages.HistoryRequest;
import dev.tain.server.internal.peerdb.SlotMessages.HistoryResponse;
import dev.tain.server.internal.peerdb.SlotMessages.Point;
import dev.tain.server.internal.peerdb.SlotMessages.Session;
import dev.tain.server.internal.peerdb.SlotMessages.SessionsResponse;
import dev.tain.server.internal.peerdb.SlotMessages.Slot;
import dev.tain.server.internal.peerdb.SlotMessages.SlotsResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What goes on in a peer: replication slots, how they stood before, and connections. */
final class SlotOperations {
    private static final double BYTES_PER_MB = 1 << 20;

    private final ObservationService observations;

    SlotOperations(ObservationService observations) {
        this.observations = observations;
    }

    List<Route> routes() {
        return List.of(
                Operation.get("peers/slots/{peer_name}", PeerRequest.class, this::slots),
                Operation.post("peers/slots/lag_history", HistoryRequest.class, this::history),
                Operation.get("peers/stats/{peer_name}", PeerRequest.class, this::sessions));
    }

    private SlotsResponse slots(PeerRequest request) {
        String peer = request.peerName();
        return Peers.found(
                peer,
                () -> new SlotsResponse(observations.slots(peer, request.peerdbManagedOnly()).stream()
                        .map(SlotOperations::slot)
                        .toList()));
    }

    private HistoryResponse history(HistoryRequest request) {
        String slot = Peers.given("slot_name", request.slotName());
        Duration back = IntervalText.read("time_since", request.timeSince());
        return Peers.found(
                request.peerName(),
                () -> new HistoryResponse(observations.slotHistory(request.peerName(), slot, back).stream()
                        .map(SlotOperations::point)
                        .toList()));
    }

    private SessionsResponse sessions(PeerRequest request) {
        Observer observer = Peers.found(request.peerName(), () -> observations.observer(request.peerName()));
        return new SessionsResponse(
                observer.sessions().stream().map(SlotOperations::session).toList());
    }

    private static Slot slot(Observer.Slot slot) {
        return new Slot(
                slot.name(),
                slot.checkpoint(),
                slot.restart(),
                slot.active(),
                megabytes(slot.lagBytes()),
                slot.confirmed(),
                slot.walStatus(),
                slot.sent().isEmpty() ? null : slot.sent(),
                slot.current(),
                megabytes(slot.restartBytes()),
                megabytes(slot.lagBytes()),
                slot.reader().waitType(),
                slot.reader().waitEvent(),
                slot.reader().state(),
                slot.reader().memoryBytes() / (1 << 20),
                seconds(slot.spill().resetAtMillis()),
                number(slot.spill().transactions()),
                number(slot.spill().times()),
                number(slot.spill().bytes()),
                number(slot.safeBytes()));
    }

    private static Point point(SlotSample sample) {
        return new Point(
                sample.atMillis(),
                megabytes(sample.lagBytes()),
                sample.checkpoint(),
                sample.restart(),
                sample.confirmed());
    }

    private static Session session(Observer.Session session) {
        return new Session(
                session.process(),
                session.waitEvent(),
                session.waitType(),
                session.queryStart(),
                session.query(),
                single(session.seconds()),
                session.state());
    }

    private static double megabytes(long bytes) {
        return single(bytes / BYTES_PER_MB);
    }

    /** The published fields have single precision; the shortest digits that say so much. */
    private static double single(double value) {
        return Double.parseDouble(Float.toString((float) value));
    }

    private static @Nullable Long seconds(OptionalLong millis) {
        return millis.isEmpty() ? null : (Long) (millis.getAsLong() / 1_000);
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isEmpty() ? null : (Long) number.getAsLong();
    }
}
