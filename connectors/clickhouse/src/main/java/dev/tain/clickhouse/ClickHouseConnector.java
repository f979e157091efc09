package dev.tain.clickhouse;

import dev.tain.clickhouse.internal.apply.ClickHouseDestination;
import dev.tain.clickhouse.internal.check.PeerCheck;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.Connector;
import dev.tain.connector.Destination;
import dev.tain.connector.PeerReport;
import dev.tain.connector.Source;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.TainException;

/** ClickHouse, from version 24.1 on, as a destination. */
public final class ClickHouseConnector implements Connector {

    @Override
    public PeerType type() {
        return PeerType.CLICKHOUSE;
    }

    @Override
    public PeerReport check(Peer peer) {
        return PeerCheck.run(peer, new Server(peer));
    }

    @Override
    public Source source(Peer peer, String mirror) {
        throw new TainException(
                ErrorCode.REQUEST_UNSUPPORTED,
                "ClickHouse can only be the destination of a mirror; " + peer.name() + " is named as its source.",
                "Name a peer of type POSTGRES as the source.");
    }

    @Override
    public Destination destination(Peer peer, String mirror) {
        return new ClickHouseDestination(new Server(peer, mirror));
    }
}
