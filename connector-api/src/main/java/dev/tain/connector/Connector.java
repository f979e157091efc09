package dev.tain.connector;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.TainException;

/** One kind of outside system. Stateless; the sources and destinations that it makes open nothing until asked. */
public interface Connector {
    PeerType type();

    /**
     * Connects to the peer and looks at it.
     *
     * @throws dev.tain.model.TainException when it cannot be used, with the reason and the remedy
     */
    PeerReport check(Peer peer);

    /** @param mirror the mirror on whose behalf the connections are made; shown by the system beside them */
    Source source(Peer peer, String mirror);

    /** @param mirror the mirror on whose behalf the connections are made; shown by the system beside them */
    Destination destination(Peer peer, String mirror);

    /** @throws TainException {@code REQUEST_UNSUPPORTED} where systems of this type are not looked into */
    default Observer observer(Peer peer) {
        throw new TainException(
                        ErrorCode.REQUEST_UNSUPPORTED,
                        "Tain does not look into peers of type " + peer.type() + ".",
                        "Use tools of that system.")
                .with("peer", peer.name());
    }
}
