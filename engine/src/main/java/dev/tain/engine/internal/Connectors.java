package dev.tain.engine.internal;

import dev.tain.connector.Connector;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.TainException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The connectors by the type of peer that they connect to. */
final class Connectors {
    private final Map<PeerType, Connector> byType = new EnumMap<>(PeerType.class);

    Connectors(List<Connector> connectors) {
        connectors.forEach(connector -> byType.put(connector.type(), connector));
    }

    Connector of(Peer peer) {
        Connector connector = byType.get(peer.type());
        if (connector == null) {
            throw new TainException(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "peers of type " + peer.type() + " are not connected",
                    "use a peer of one of the types " + byType.keySet());
        }
        return connector;
    }
}
