package dev.tain.engine.internal;

import dev.tain.connector.PeerReport;
import dev.tain.engine.PeerService;
import dev.tain.engine.store.MirrorStore;
import dev.tain.engine.store.PeerStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link PeerService} over a store and the connectors. */
final class Peers implements PeerService {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final PeerStore store;
    private final MirrorStore mirrors;
    private final Connectors connectors;

    Peers(PeerStore store, MirrorStore mirrors, Connectors connectors) {
        this.store = store;
        this.mirrors = mirrors;
        this.connectors = connectors;
    }

    @Override
    public PeerReport validate(Peer peer) {
        if (peer.name().isEmpty()) {
            throw new TainException(
                    ErrorCode.PEER_INVALID, "no peer name provided", "give the peer a name that says what it is");
        }
        return connectors.of(peer).check(peer);
    }

    @Override
    public void create(Peer peer, boolean replace, boolean check) {
        connectors.of(peer);
        if (check) {
            validate(peer);
        }
        if (replace) {
            store.put(peer);
        } else if (!store.insert(peer)) {
            LOG.info("peer {} exists and was left as it is, since an update was not allowed", peer.name());
        }
    }

    @Override
    public Peer find(String name) {
        return store.find(name)
                .orElseThrow(() -> new TainException(
                                ErrorCode.PEER_UNKNOWN,
                                "there is no peer " + name,
                                "create it first, or name one of those that peers/list shows")
                        .with("peer", name));
    }

    @Override
    public String version(String name) {
        Peer peer = find(name);
        try {
            return connectors.of(peer).check(peer).version();
        } catch (TainException e) {
            LOG.info("peer {} does not tell its version: {}", name, e.getMessage());
            return "";
        }
    }

    @Override
    public List<Peer> list() {
        return store.list();
    }

    @Override
    public void drop(String name) {
        find(name);
        if (mirrors.usesPeer(name)) {
            throw new TainException(
                            ErrorCode.PEER_IN_USE,
                            "peer " + name + " is currently involved in an ongoing mirror",
                            "drop the mirrors that use it first")
                    .with("peer", name);
        }
        store.delete(name);
    }
}
