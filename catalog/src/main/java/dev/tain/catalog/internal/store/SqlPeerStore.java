package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.catalog.internal.secret.KeyRing;
import dev.tain.engine.store.PeerStore;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Peers with their options in plain and their secrets sealed. */
public final class SqlPeerStore implements PeerStore {
    private final Database database;
    private final KeyRing keys;

    public SqlPeerStore(Database database, KeyRing keys) {
        this.database = database;
        this.keys = keys;
    }

    @Override
    public boolean insert(Peer peer) {
        return database.write(handle -> {
            boolean isNew = update(handle, peer, "ON CONFLICT (name) DO NOTHING") > 0;
            if (isNew) {
                insertDetails(handle, peer);
            }
            return isNew;
        });
    }

    @Override
    public void put(Peer peer) {
        database.run(handle -> {
            update(handle, peer, "ON CONFLICT (name) DO UPDATE SET type = excluded.type");
            for (String table : List.of("peer_option", "peer_secret")) {
                handle.createUpdate("DELETE FROM " + table + " WHERE peer = :peer")
                        .bind("peer", peer.name())
                        .execute();
            }
            insertDetails(handle, peer);
        });
    }

    private static int update(Handle handle, Peer peer, String onConflict) {
        return handle.createUpdate("INSERT INTO peer (name, type) VALUES (:name, :type) " + onConflict)
                .bind("name", peer.name())
                .bind("type", peer.type().name())
                .execute();
    }

    private void insertDetails(Handle handle, Peer peer) {
        PreparedBatch options =
                handle.prepareBatch("INSERT INTO peer_option (peer, name, value) VALUES (:peer, :name, :value)");
        peer.options()
                .forEach((name, value) -> options.bind("peer", peer.name())
                        .bind("name", name)
                        .bind("value", value)
                        .add());
        options.execute();
        PeerSecrets.insert(handle, keys, peer.name(), peer.secrets());
    }

    @Override
    public Optional<Peer> find(String name) {
        return database.read(handle -> peers(handle, Scope.of(name))).stream().findFirst();
    }

    @Override
    public List<Peer> list() {
        return database.read(handle -> peers(handle, Scope.all()));
    }

    private List<Peer> peers(Handle handle, Scope scope) {
        Map<String, Map<String, String>> options = Scope.pairs(
                scope.query(handle, "SELECT peer, name, value FROM peer_option", "peer", "peer"),
                (row, context) -> row.getString("peer"));
        Map<String, Map<String, Secret>> secrets = PeerSecrets.open(handle, scope, keys);
        return scope
                .query(handle, "SELECT name, type FROM peer", "name", "name")
                .map((row, context) -> {
                    String name = row.getString("name");
                    return new Peer(
                            name,
                            PeerType.valueOf(row.getString("type")),
                            options.getOrDefault(name, Map.of()),
                            secrets.getOrDefault(name, Map.of()));
                })
                .stream()
                .sorted(Comparator.comparing(Peer::name)) // databases order texts in ways of their own
                .toList();
    }

    @Override
    public boolean delete(String name) {
        return database.write(handle -> handle.createUpdate("DELETE FROM peer WHERE name = :name")
                        .bind("name", name)
                        .execute()
                > 0);
    }
}
