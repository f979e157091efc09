package dev.tain.server;

import dev.tain.connector.PeerReport;
import dev.tain.engine.PeerService;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Peers in memory. A host named {@code unreachable} or {@code broken} behaves like its name. */
public class FakePeers implements PeerService {
    public final SortedMap<String, Peer> stored = new TreeMap<>();
    public final Set<String> used = new TreeSet<>();

    @Override
    public PeerReport validate(Peer peer) {
        String host = peer.option("host").orElse("");
        if (host.equals("broken")) {
            throw new IllegalStateException("password " + peer.secret("password"));
        }
        if (host.equals("unreachable")) {
            throw new TainException(
                            ErrorCode.POSTGRES_UNREACHABLE,
                            "Cannot connect to unreachable:5432: connection refused",
                            "Check host and port.")
                    .with("peer", peer.name());
        }
        return new PeerReport("18.6", List.of("The user may not create publications."));
    }

    @Override
    public void create(Peer peer, boolean replace, boolean check) {
        if (check) {
            validate(peer);
        }
        if (replace) {
            stored.put(peer.name(), peer);
        } else {
            stored.putIfAbsent(peer.name(), peer);
        }
    }

    @Override
    public Peer find(String name) {
        Peer peer = stored.get(name);
        if (peer == null) {
            throw new TainException(ErrorCode.PEER_UNKNOWN, "there is no peer " + name, "Create it first.")
                    .with("peer", name);
        }
        return peer;
    }

    @Override
    public String version(String name) {
        find(name);
        return "18.6";
    }

    @Override
    public List<Peer> list() {
        return List.copyOf(stored.values());
    }

    @Override
    public void drop(String name) {
        find(name);
        if (used.contains(name)) {
            throw new TainException(ErrorCode.PEER_IN_USE, "peer " + name + " is used", "Drop its mirrors first.")
                    .with("peer", name);
        }
        stored.remove(name);
    }
}
