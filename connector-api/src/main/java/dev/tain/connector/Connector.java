package dev.tain.connector;

import dev.tain.model.Peer;
import dev.tain.model.PeerType;

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
}
