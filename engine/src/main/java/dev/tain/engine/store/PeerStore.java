package dev.tain.engine.store;

import dev.tain.model.Peer;
import java.util.List;
import java.util.Optional;

/** Peers, their secrets encrypted. */
public interface PeerStore {
    /** Stores a new peer; false when the name is taken, and then nothing changed. */
    boolean insert(Peer peer);

    /** Stores a peer in place of one of the same name, or as a new one. */
    void put(Peer peer);

    Optional<Peer> find(String name);

    /** Sorted by name. */
    List<Peer> list();

    /** False when there was none. */
    boolean delete(String name);
}
