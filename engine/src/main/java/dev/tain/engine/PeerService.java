package dev.tain.engine;

import dev.tain.connector.PeerReport;
import dev.tain.model.Peer;
import java.util.List;

/** What a person may ask of peers. Every method throws {@link dev.tain.model.TainException}. */
public interface PeerService {

    /** Connects to a peer that need not be stored, and looks at it. */
    PeerReport validate(Peer peer);

    /**
     * Stores a peer.
     *
     * @param replace whether one of the same name is replaced; otherwise it stays as it is, without an error
     * @param check whether to validate it first
     */
    void create(Peer peer, boolean replace, boolean check);

    /** @throws dev.tain.model.TainException {@code PEER_UNKNOWN} */
    Peer find(String name);

    /** The stored peer's server version; empty when it cannot be asked now. */
    String version(String name);

    /** Sorted by name. */
    List<Peer> list();

    /** @throws dev.tain.model.TainException {@code PEER_UNKNOWN}, or {@code PEER_IN_USE} while a mirror uses it */
    void drop(String name);
}
