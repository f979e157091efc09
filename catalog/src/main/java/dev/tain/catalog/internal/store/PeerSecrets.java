package dev.tain.catalog.internal.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tain.catalog.internal.secret.KeyRing;
import dev.tain.catalog.internal.secret.Sealed;
import dev.tain.model.Secret;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table of sealed secrets. */
final class PeerSecrets {
    private PeerSecrets() {}

    /** One row of it. */
    private record Row(String peer, String field, Sealed sealed) {
        Secret open(KeyRing keys) {
            return keys.open(peer, field, sealed);
        }
    }

    static void insert(Handle handle, KeyRing keys, String peer, Map<String, Secret> secrets) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO peer_secret (peer, name, key_id, sealed) VALUES (:peer, :name, :keyId, :sealed)
                """);
        secrets.forEach((field, secret) -> {
            Sealed sealed = keys.seal(peer, field, secret);
            batch.bind("peer", peer)
                    .bind("name", field)
                    .bind("keyId", sealed.keyId())
                    .bind("sealed", sealed.bytes())
                    .add();
        });
        batch.execute();
    }

    /** The secrets of each peer, by field. */
    static Map<String, Map<String, Secret>> open(Handle handle, Scope scope, KeyRing keys) {
        return rows(handle, scope).stream().collect(groupingBy(Row::peer, toMap(Row::field, row -> row.open(keys))));
    }

    private static List<Row> rows(Handle handle, Scope scope) {
        return scope.query(handle, "SELECT peer, name, key_id, sealed FROM peer_secret", "peer", "peer")
                .map((row, context) -> new Row(
                        row.getString("peer"),
                        row.getString("name"),
                        new Sealed(row.getString("key_id"), row.getBytes("sealed"))))
                .list();
    }

    /** Seals with the current key what was sealed with an older one. */
    static void sealAgain(Handle handle, KeyRing keys) {
        for (Row row : rows(handle, Scope.all())) {
            if (!row.sealed().keyId().equals(keys.currentId())) {
                Sealed sealed = keys.seal(row.peer(), row.field(), row.open(keys));
                handle.createUpdate("""
                                UPDATE peer_secret SET key_id = :keyId, sealed = :sealed
                                WHERE peer = :peer AND name = :name
                                """)
                        .bind("keyId", sealed.keyId())
                        .bind("sealed", sealed.bytes())
                        .bind("peer", row.peer())
                        .bind("name", row.field())
                        .execute();
            }
        }
    }
}
