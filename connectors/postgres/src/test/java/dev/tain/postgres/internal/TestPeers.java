package dev.tain.postgres.internal;

import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.testkit.PostgresDatabase;
import java.util.HashMap;
import java.util.Map;

/** Peers for tests. */
public final class TestPeers {
    private TestPeers() {}

    public static Peer of(PostgresDatabase database) {
        return of(database, database.server().port(), Map.of());
    }

    /** A peer that reaches the database through another port and has more options. */
    public static Peer of(PostgresDatabase database, int port, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(port),
                "user",
                PostgresDatabase.USER,
                "database",
                database.name()));
        options.putAll(more);
        return new Peer("test", PeerType.POSTGRES, options, Map.of());
    }
}
