package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.engine.store.AdministrationStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Tags, settings and maintenance. */
public final class SqlAdministrationStore implements AdministrationStore {
    private static final String CLOSED = "maintenance";

    private final Database database;

    public SqlAdministrationStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, String> tags(String mirror) {
        return database.read(
                handle -> pairs(handle.createQuery("SELECT name, value FROM mirror_tag WHERE mirror = :mirror")
                        .bind("mirror", mirror)));
    }

    private static Map<String, String> pairs(Query query) {
        Map<String, String> pairs = new TreeMap<>();
        query.map((row, _) -> Map.entry(row.getString("name"), row.getString("value")))
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));
        return pairs;
    }

    /** On a mirror that is gone meanwhile nothing is put. */
    @Override
    public void tag(String mirror, Map<String, String> tags) {
        database.run(handle -> {
            handle.createUpdate("DELETE FROM mirror_tag WHERE mirror = :mirror")
                    .bind("mirror", mirror)
                    .execute();
            PreparedBatch batch = handle.prepareBatch("INSERT INTO mirror_tag (mirror, name, value)"
                    + " SELECT name, :name, :value FROM mirror WHERE name = :mirror");
            tags.forEach((name, value) -> batch.bind("mirror", mirror)
                    .bind("name", Texts.storable(name))
                    .bind("value", Texts.storable(value))
                    .add());
            batch.execute();
        });
    }

    @Override
    public Map<String, String> settings() {
        return database.read(handle -> pairs(handle.createQuery("SELECT name, value FROM api_setting")));
    }

    @Override
    public void set(String name, Optional<String> value) {
        put("api_setting", Texts.storable(name), value.map(Texts::storable));
    }

    private void put(String table, String name, Optional<String> value) {
        database.run(handle -> {
            handle.createUpdate("DELETE FROM " + table + " WHERE name = :name")
                    .bind("name", name)
                    .execute();
            value.ifPresent(
                    text -> handle.createUpdate("INSERT INTO " + table + " (name, value) VALUES (:name, :value)")
                            .bind("name", name)
                            .bind("value", text)
                            .execute());
        });
    }

    @Override
    public boolean isClosed() {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM fact WHERE name = :name")
                .bind("name", CLOSED)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public void close(boolean closed) {
        put("fact", CLOSED, closed ? Optional.of("true") : Optional.empty());
    }

    @Override
    public List<String> held() {
        return database.read(handle -> handle.createQuery("SELECT mirror FROM held_mirror").mapTo(String.class).stream()
                .sorted() // databases order texts in ways of their own
                .toList());
    }

    @Override
    public void hold(String mirror) {
        database.run(handle -> handle.createUpdate("""
                        INSERT INTO held_mirror (mirror) SELECT name FROM mirror WHERE name = :mirror
                        ON CONFLICT (mirror) DO NOTHING
                        """).bind("mirror", mirror).execute());
    }

    @Override
    public void release(String mirror) {
        database.run(handle -> handle.createUpdate("DELETE FROM held_mirror WHERE mirror = :mirror")
                .bind("mirror", mirror)
                .execute());
    }
}
