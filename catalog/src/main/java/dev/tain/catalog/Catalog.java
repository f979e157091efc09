package dev.tain.catalog;

import dev.tain.catalog.internal.database.Database;
import dev.tain.catalog.internal.database.EmbeddedDatabase;
import dev.tain.catalog.internal.database.ServerDatabase;
import dev.tain.catalog.internal.file.DirectoryLock;
import dev.tain.catalog.internal.secret.KeyFile;
import dev.tain.catalog.internal.secret.KeyRing;
import dev.tain.catalog.internal.store.SecretKeys;
import dev.tain.catalog.internal.store.SqlAdministrationStore;
import dev.tain.catalog.internal.store.SqlHistoryStore;
import dev.tain.catalog.internal.store.SqlLeaseStore;
import dev.tain.catalog.internal.store.SqlMirrorStore;
import dev.tain.catalog.internal.store.SqlPeerStore;
import dev.tain.catalog.internal.store.SqlProgressStore;
import dev.tain.catalog.internal.store.SqlSlotSampleStore;
import dev.tain.catalog.internal.store.SqlStopStore;
import dev.tain.catalog.internal.store.SqlVerificationStore;
import dev.tain.engine.store.Stores;

/**
 * Everything that Tain keeps durably. Whoever opens it closes it; the stores may be used by any number of threads until
 * then.
 *
 * <p>All methods of the stores may throw {@link dev.tain.model.TainException}: {@code CATALOG_UNAVAILABLE} when the
 * database does not answer, {@code CATALOG_FULL} when it has no room, {@code CATALOG_KEY_WRONG} when a secret cannot be
 * opened with the keys at hand. What they have written when they return is durable, except that a power cut may take
 * the last moments of {@link dev.tain.engine.store.HistoryStore}.
 */
public final class Catalog implements AutoCloseable {
    private final Database database;
    private final Stores stores;
    private final SealedTexts texts;

    private Catalog(Database database, KeyRing keys) {
        this.database = database;
        this.texts = new SealedTexts(keys);
        this.stores = new Stores(
                new SqlPeerStore(database, keys),
                new SqlMirrorStore(database),
                new SqlLeaseStore(database),
                new SqlProgressStore(database),
                new SqlHistoryStore(database),
                new SqlVerificationStore(database),
                new SqlStopStore(database),
                new SqlSlotSampleStore(database),
                new SqlAdministrationStore(database));
    }

    /**
     * Opens the catalog, bringing its tables up to date first.
     *
     * @throws dev.tain.model.TainException {@code SETTINGS_INVALID}; {@code CATALOG_IN_USE} while another process has
     *     the data directory; {@code CATALOG_UNAVAILABLE}; {@code CATALOG_TOO_NEW} when a later Tain has written it;
     *     {@code CATALOG_KEY_WRONG}
     */
    public static Catalog open(CatalogSettings settings) {
        Database database = openDatabase(settings);
        try {
            KeyFile keyFile = new KeyFile(settings.dataDirectory());
            return new Catalog(database, new SecretKeys(database).settle(settings.key(), keyFile));
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    private static Database openDatabase(CatalogSettings settings) {
        if (!settings.isEmbedded()) {
            return ServerDatabase.open(settings.url());
        }
        DirectoryLock lock = DirectoryLock.take(settings.dataDirectory());
        try {
            return EmbeddedDatabase.open(settings.dataDirectory(), lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    public Stores stores() {
        return stores;
    }

    /** Seals secrets that are kept elsewhere. */
    public SealedTexts texts() {
        return texts;
    }

    @Override
    public void close() {
        database.close();
    }
}
