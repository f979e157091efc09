package dev.tain.server.internal.peerdb;

import dev.tain.connector.PeerReport;
import dev.tain.engine.PeerService;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.PeerMessages.CreateRequest;
import dev.tain.server.internal.peerdb.PeerMessages.CreateResponse;
import dev.tain.server.internal.peerdb.PeerMessages.DropRequest;
import dev.tain.server.internal.peerdb.PeerMessages.DropResponse;
import dev.tain.server.internal.peerdb.PeerMessages.InfoResponse;
import dev.tain.server.internal.peerdb.PeerMessages.Item;
import dev.tain.server.internal.peerdb.PeerMessages.ListRequest;
import dev.tain.server.internal.peerdb.PeerMessages.ListResponse;
import dev.tain.server.internal.peerdb.PeerMessages.NameRequest;
import dev.tain.server.internal.peerdb.PeerMessages.TypeResponse;
import dev.tain.server.internal.peerdb.PeerMessages.ValidateRequest;
import dev.tain.server.internal.peerdb.PeerMessages.ValidateResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Creating, checking, showing and dropping peers. */
final class PeerOperations {
    private final PeerService peers;

    PeerOperations(PeerService peers) {
        this.peers = peers;
    }

    List<Route> routes() {
        return List.of(
                Operation.post("peers/create", CreateRequest.class, this::create),
                Operation.post("peers/validate", ValidateRequest.class, this::validate),
                Operation.post("peers/drop", DropRequest.class, this::drop),
                Operation.get("peers/list", ListRequest.class, this::list),
                Operation.get("peers/info/{peer_name}", NameRequest.class, this::info),
                Operation.get("peers/type/{peer_name}", NameRequest.class, this::type));
    }

    private CreateResponse create(CreateRequest request) {
        Peer peer = PeerTranslation.peer(request.peer(), this::stored);
        looked(peer, () -> {
            peers.create(peer, request.allowUpdate(), !request.disableValidation());
            return peer;
        });
        return new CreateResponse(PeerCreation.CREATED, "");
    }

    private ValidateResponse validate(ValidateRequest request) {
        Peer peer = PeerTranslation.peer(request.peer(), this::stored);
        PeerReport report = looked(peer, () -> peers.validate(peer));
        return new ValidateResponse(
                PeerValidation.VALID,
                peer.type() + " peer " + peer.name() + " is valid",
                report.version(),
                report.notes());
    }

    private DropResponse drop(DropRequest request) {
        String name = request.peerName();
        try {
            peers.drop(name);
        } catch (TainException e) {
            throw switch (e.code()) {
                case PEER_UNKNOWN -> reworded(e, "failed to obtain peer ID for peer " + name + ": peer not found");
                case PEER_IN_USE -> reworded(e, "peer " + name + " is currently involved in an ongoing mirror");
                default -> e;
            };
        }
        return new DropResponse(true, "");
    }

    private ListResponse list(ListRequest request) {
        List<Item> items = peers.list().stream()
                .map(peer -> new Item(peer.name(), Mirrors.type(peer.type())))
                .toList();
        return new ListResponse(items, items, items);
    }

    private InfoResponse info(NameRequest request) {
        Peer peer = find(request.peerName());
        return new InfoResponse(PeerTranslation.message(peer), peers.version(peer.name()));
    }

    private TypeResponse type(NameRequest request) {
        return new TypeResponse(Mirrors.type(find(request.peerName()).type()).name());
    }

    private Peer find(String name) {
        try {
            return peers.find(name);
        } catch (TainException e) {
            throw e.code() == ErrorCode.PEER_UNKNOWN ? reworded(e, "peers not found: [" + name + "]") : e;
        }
    }

    private Optional<Peer> stored(String name) {
        try {
            return Optional.of(peers.find(name));
        } catch (TainException e) {
            if (e.code() == ErrorCode.PEER_UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What a look at the peer yields; that it cannot be used is told in the published words. */
    private static <T> T looked(Peer peer, Supplier<T> look) {
        try {
            return look.get();
        } catch (TainException e) {
            ApiFault fault = Faults.of(e);
            throw fault.code() == GrpcCode.FAILED_PRECONDITION
                    ? Faults.peerInvalid(
                            fault, peer.type() + " peer " + peer.name() + " was invalidated: " + e.sentence())
                    : e;
        }
    }

    private static RuntimeException reworded(TainException e, String message) {
        return Faults.of(Faults.reworded(e, message));
    }
}
