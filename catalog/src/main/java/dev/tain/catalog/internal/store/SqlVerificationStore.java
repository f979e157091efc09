package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.engine.Verification;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.engine.store.VerificationStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Verifications in three tables: each as a whole, its tables, and the rows that differ in them. */
public final class SqlVerificationStore implements VerificationStore {
    private final Database database;

    public SqlVerificationStore(Database database) {
        this.database = database;
    }

    /** Of a mirror that is gone meanwhile nothing is kept. */
    @Override
    public void put(Verification verification) {
        database.run(handle -> {
            handle.createUpdate("DELETE FROM verification WHERE id = :id")
                    .bind("id", verification.id())
                    .execute();
            if (insert(handle, verification) > 0) {
                VerifiedTables.insert(handle, verification);
                prune(handle, verification.mirror());
            }
        });
    }

    private static int insert(Handle handle, Verification verification) {
        var update = handle.createUpdate("""
                        INSERT INTO verification
                            (id, mirror, repair, started_at, finished_at, error_code, error, remedy)
                        SELECT :id, name, :repair, :startedAt, :finishedAt, :code, :sentence, :remedy
                          FROM mirror WHERE name = :mirror
                        """)
                .bind("id", verification.id())
                .bind("mirror", verification.mirror())
                .bind("repair", verification.repair() ? 1 : 0)
                .bind("startedAt", verification.startedAtMillis())
                .bind("finishedAt", verification.finishedAtMillis());
        bind(update, verification.trouble());
        return update.execute();
    }

    private static void prune(Handle handle, String mirror) {
        handle.createUpdate("""
                        DELETE FROM verification WHERE mirror = :mirror AND id NOT IN (
                            SELECT id FROM verification WHERE mirror = :mirror
                             ORDER BY started_at DESC, id LIMIT :kept)
                        """).bind("mirror", mirror).bind("kept", MOST_KEPT).execute();
    }

    @Override
    public Optional<Verification> find(String id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM verification WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> verification(handle, row))
                .findFirst());
    }

    @Override
    public List<Verification> of(String mirror) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM verification WHERE mirror = :mirror ORDER BY started_at DESC, id")
                .bind("mirror", mirror)
                .map((row, _) -> verification(handle, row))
                .list());
    }

    @Override
    public List<TableVerification> last(String mirror) {
        Map<TableName, TableVerification> last = new TreeMap<>();
        database.read(handle -> VerifiedTables.ended(handle, mirror))
                .forEach(table -> last.putIfAbsent(table.source(), table));
        return List.copyOf(last.values());
    }

    private static Verification verification(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        List<TableVerification> tables = VerifiedTables.read(handle, id);
        return new Verification(
                id,
                row.getString("mirror"),
                row.getInt("repair") != 0,
                row.getLong("started_at"),
                row.getLong("finished_at"),
                trouble(row, row.getString("mirror")),
                tables);
    }

    static void bind(SqlStatement<?> statement, Optional<Problem> trouble) {
        statement.bind("code", trouble.map(problem -> problem.code().name()).orElse(""));
        statement.bind("sentence", Texts.storable(trouble.map(Problem::sentence).orElse("")));
        statement.bind("remedy", Texts.storable(trouble.map(Problem::remedy).orElse("")));
    }

    static Optional<Problem> trouble(ResultSet row, String subject) throws SQLException {
        String code = row.getString("error_code");
        return code.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Problem(ErrorCode.valueOf(code), subject, row.getString("error"), row.getString("remedy")));
    }
}
