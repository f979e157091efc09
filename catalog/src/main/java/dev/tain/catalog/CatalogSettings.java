package dev.tain.catalog;

import dev.tain.model.Secret;
import java.nio.file.Path;

/**
 * Where the catalog is and how its secrets are sealed.
 *
 * @param dataDirectory where the embedded database, its lock and a generated key live; created when absent
 * @param url a PostgreSQL address, {@code jdbc:postgresql://HOST:PORT/DATABASE?user=...&password=...}; empty for the
 *     embedded database. Secret because of the password in it
 * @param key 32 bytes in base64, or several such keys separated by commas: the first seals, all open. Empty to use the
 *     file {@code catalog.key} of the data directory, which is made at the first start
 */
public record CatalogSettings(Path dataDirectory, Secret url, Secret key) {

    /** The embedded database in this directory, with a key of its own there. */
    public static CatalogSettings embedded(Path dataDirectory) {
        return new CatalogSettings(dataDirectory, new Secret(""), new Secret(""));
    }

    public CatalogSettings withUrl(String other) {
        return new CatalogSettings(dataDirectory, new Secret(other), key);
    }

    public CatalogSettings withKey(String other) {
        return new CatalogSettings(dataDirectory, url, new Secret(other));
    }

    public boolean isEmbedded() {
        return url.reveal().isEmpty();
    }
}
