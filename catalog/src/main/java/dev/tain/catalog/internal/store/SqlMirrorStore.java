package dev.tain.catalog.internal.store;

import static java.util.stream.Collectors.joining;

import dev.tain.catalog.internal.database.Database;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.Trouble;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import dev.tain.engine.store.MirrorStore;
import dev.tain.model.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Mirrors; a new one comes with a free lease, and goes with everything but its log. */
public final class SqlMirrorStore implements MirrorStore {
    private static final Trouble NO_TROUBLE = new Trouble(ErrorCode.INTERNAL, "", "", 0, 0, 0);

    private final Database database;

    public SqlMirrorStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(MirrorConfig config, long nowMillis) {
        return database.write(handle -> {
            boolean isNew = insertRow(handle, config, nowMillis);
            if (isNew) {
                insertDetails(handle, config);
                insertLease(handle, config.name());
                SqlHistoryStore.forget(handle, config.name()); // what an earlier mirror of this name has left
            }
            return isNew;
        });
    }

    private static boolean insertRow(Handle handle, MirrorConfig config, long nowMillis) {
        Map<String, Object> columns = MirrorRows.columns(config);
        String names = String.join(", ", columns.keySet());
        String values = columns.keySet().stream().map(each -> ":" + each).collect(joining(", "));
        return handle.createUpdate("INSERT INTO mirror (" + names + ", id, created_at, wish, state, revision) VALUES ("
                                + values + ", :id, :createdAt, :wish, :state, 1) ON CONFLICT (name) DO NOTHING")
                        .bindMap(columns)
                        .bind("id", Counter.MIRROR.next(handle))
                        .bind("createdAt", nowMillis)
                        .bind("wish", MirrorWish.RUN.name())
                        .bind("state", MirrorState.CREATED.name())
                        .execute()
                > 0;
    }

    private static void insertDetails(Handle handle, MirrorConfig config) {
        MirrorTables.insert(handle, config.name(), config.tables());
        PreparedBatch unused =
                handle.prepareBatch("INSERT INTO mirror_unused (mirror, name, value) VALUES (:mirror, :name, :value)");
        config.unused()
                .forEach((name, value) -> unused.bind("mirror", config.name())
                        .bind("name", name)
                        .bind("value", value)
                        .add());
        unused.execute();
    }

    /** Its epochs begin above those of deleted mirrors, so that an owner of an earlier one of this name stays out. */
    private static void insertLease(Handle handle, String mirror) {
        handle.createUpdate("""
                        INSERT INTO lease (mirror, owner, epoch, expires_at)
                        SELECT :mirror, '', value, 0 FROM counter WHERE name = 'epoch'
                        """).bind("mirror", mirror).execute();
    }

    @Override
    public Optional<MirrorRecord> find(String name) {
        return database.read(handle -> MirrorRows.read(handle, Scope.of(name))).stream()
                .findFirst();
    }

    @Override
    public List<MirrorRecord> list() {
        return database.read(handle -> MirrorRows.read(handle, Scope.all()));
    }

    @Override
    public boolean usesPeer(String peer) {
        return database.read(
                handle -> handle.createQuery("SELECT 1 FROM mirror WHERE source = :peer OR destination = :peer LIMIT 1")
                        .bind("peer", peer)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }

    @Override
    public boolean wish(String name, MirrorWish wish, DropOptions options) {
        return database.write(handle -> handle.createUpdate("""
                        UPDATE mirror SET wish = :wish, keep_destination = :keepDestination,
                            drop_history = :dropHistory, revision = revision + 1
                        WHERE name = :name
                        """)
                        .bind("name", name)
                        .bind("wish", wish.name())
                        .bind("keepDestination", options.keepDestination())
                        .bind("dropHistory", options.dropHistory())
                        .execute()
                > 0);
    }

    @Override
    public boolean reconfigure(MirrorConfig config, MirrorWish wish, long revision) {
        return database.write(handle -> {
            boolean isCurrent = updateRow(handle, config, wish, revision);
            if (isCurrent) {
                MirrorTables.delete(handle, config.name());
                handle.createUpdate("DELETE FROM mirror_unused WHERE mirror = :mirror")
                        .bind("mirror", config.name())
                        .execute();
                insertDetails(handle, config);
            }
            return isCurrent;
        });
    }

    private static boolean updateRow(Handle handle, MirrorConfig config, MirrorWish wish, long revision) {
        Map<String, Object> columns = MirrorRows.columns(config);
        String changes =
                columns.keySet().stream().map(each -> each + " = :" + each).collect(joining(", "));
        return handle.createUpdate("UPDATE mirror SET " + changes + ", wish = :wish, keep_destination = FALSE,"
                                + " drop_history = FALSE, revision = revision + 1"
                                + " WHERE name = :name AND revision = :revision")
                        .bindMap(columns)
                        .bind("wish", wish.name())
                        .bind("revision", revision)
                        .execute()
                > 0;
    }

    @Override
    public void report(String name, long epoch, MirrorState state, Optional<Trouble> trouble) {
        Trouble shown = trouble.orElse(NO_TROUBLE);
        database.run(handle -> {
            Fence.check(handle, name, epoch);
            handle.createUpdate("""
                            UPDATE mirror SET state = :state, trouble_code = :code, trouble_sentence = :sentence,
                                trouble_remedy = :remedy, trouble_since = :since, trouble_attempts = :attempts,
                                trouble_retry_at = :retryAt
                            WHERE name = :name
                            """)
                    .bind("name", name)
                    .bind("state", state.name())
                    .bind("code", trouble.isPresent() ? shown.code().name() : "")
                    .bind("sentence", Texts.storable(shown.sentence()))
                    .bind("remedy", Texts.storable(shown.remedy()))
                    .bind("since", shown.sinceMillis())
                    .bind("attempts", shown.attempts())
                    .bind("retryAt", shown.retryAtMillis())
                    .execute();
        });
    }

    @Override
    public void delete(String name, long epoch, boolean withHistory) {
        database.run(handle -> {
            Fence.check(handle, name, epoch);
            handle.createUpdate("UPDATE counter SET value = :epoch WHERE name = 'epoch' AND value < :epoch")
                    .bind("epoch", epoch)
                    .execute();
            handle.createUpdate("DELETE FROM mirror WHERE name = :name")
                    .bind("name", name)
                    .execute();
            if (withHistory) {
                SqlHistoryStore.forget(handle, name);
            }
        });
    }
}
