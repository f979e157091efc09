package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.catalog.internal.secret.KeyFile;
import dev.tain.catalog.internal.secret.KeyRing;
import dev.tain.model.Secret;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Settles at start which keys the catalog has. The catalog remembers the id of the key that seals, so that another key
 * is noticed at once, also before there are secrets; a new key seals all secrets again, so that the old one can go.
 */
public final class SecretKeys {
    private final Database database;

    public SecretKeys(Database database) {
        this.database = database;
    }

    /** @param given keys from the settings; empty to use the file, which is made for a new catalog */
    public KeyRing settle(Secret given, KeyFile file) {
        Optional<String> recorded = database.read(SecretKeys::recorded);
        KeyRing keys = keys(given, file, recorded);
        if (!recorded.equals(Optional.of(keys.currentId()))) {
            database.run(handle -> adopt(handle, keys));
        }
        return keys;
    }

    private static KeyRing keys(Secret given, KeyFile file, Optional<String> recorded) {
        if (!given.reveal().isBlank()) {
            return KeyRing.parse(given, "TAIN_CATALOG_KEY");
        }
        Optional<KeyRing> kept = file.read();
        if (kept.isEmpty() && recorded.isPresent()) {
            throw KeyRing.wrong("none was given and " + file + " does not exist");
        }
        return kept.orElseGet(file::create);
    }

    private static void adopt(Handle handle, KeyRing keys) {
        String recorded = handle.createQuery("""
                        INSERT INTO fact (name, value) VALUES ('secret_key', :id)
                        ON CONFLICT (name) DO UPDATE SET value = fact.value
                        RETURNING value
                        """)
                .bind("id", keys.currentId())
                .mapTo(String.class)
                .one();
        if (!keys.has(recorded)) {
            throw KeyRing.wrong("the catalog was set up with the key " + recorded + ", this is " + keys.currentId());
        }
        PeerSecrets.sealAgain(handle, keys);
        handle.createUpdate("UPDATE fact SET value = :id WHERE name = 'secret_key'")
                .bind("id", keys.currentId())
                .execute();
    }

    private static Optional<String> recorded(Handle handle) {
        return handle.createQuery("SELECT value FROM fact WHERE name = 'secret_key'")
                .mapTo(String.class)
                .findOne();
    }
}
