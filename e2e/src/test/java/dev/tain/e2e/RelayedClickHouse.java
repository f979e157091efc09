package dev.tain.e2e;

import dev.tain.clickhouse.ClickHouseConnector;
import dev.tain.connector.Connector;
import dev.tain.connector.Destination;
import dev.tain.connector.PeerReport;
import dev.tain.connector.Source;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The connector as it is, with a {@link ClickHouseRelay} between it and each server. */
final class RelayedClickHouse implements Connector {
    private final Connector real = new ClickHouseConnector();
    private final Map<Integer, ClickHouseRelay> relays = new ConcurrentHashMap<>();
    private final CrashPoint.Armed armed;

    RelayedClickHouse(CrashPoint.Armed armed) {
        this.armed = armed;
    }

    private Peer relayed(Peer peer) {
        int port = relays.computeIfAbsent(Integer.valueOf(peer.options().get("port")), this::relay)
                .port();
        Map<String, String> options = new HashMap<>(peer.options());
        options.put("port", Integer.toString(port));
        return new Peer(peer.name(), peer.type(), options, peer.secrets());
    }

    private ClickHouseRelay relay(int serverPort) {
        try {
            return ClickHouseRelay.open(serverPort, armed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PeerType type() {
        return real.type();
    }

    @Override
    public PeerReport check(Peer peer) {
        return real.check(peer);
    }

    @Override
    public Source source(Peer peer, String mirror) {
        return real.source(peer, mirror);
    }

    @Override
    public Destination destination(Peer peer, String mirror) {
        return real.destination(relayed(peer), mirror);
    }
}
