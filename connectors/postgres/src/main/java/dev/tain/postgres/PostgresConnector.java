package dev.tain.postgres;

import dev.tain.connector.Connector;
import dev.tain.connector.Destination;
import dev.tain.connector.Observer;
import dev.tain.connector.PeerReport;
import dev.tain.connector.Source;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.PeerCheck;
import dev.tain.postgres.internal.apply.PostgresDestination;
import dev.tain.postgres.internal.observe.PostgresObserver;
import dev.tain.postgres.internal.source.PostgresSource;

/** PostgreSQL, versions 14 to 18. */
public final class PostgresConnector implements Connector {

    @Override
    public PeerType type() {
        return PeerType.POSTGRES;
    }

    @Override
    public PeerReport check(Peer peer) {
        return PeerCheck.run(new Connections(peer, "tain"));
    }

    @Override
    public Source source(Peer peer, String mirror) {
        return new PostgresSource(new Connections(peer, "tain_" + mirror));
    }

    @Override
    public Destination destination(Peer peer, String mirror) {
        return PostgresDestination.of(peer, new Connections(peer, "tain_" + mirror));
    }

    @Override
    public Observer observer(Peer peer) {
        return new PostgresObserver(new Connections(peer, "tain"));
    }
}
