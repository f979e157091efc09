package dev.tain.catalog.internal.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tain.engine.Verification;
import dev.tain.engine.Verification.Counts;
import dev.tain.engine.Verification.Difference;
import dev.tain.engine.Verification.Outcome;
import dev.tain.engine.Verification.Rows;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.model.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What verifications know of each table. */
final class VerifiedTables {
    private static final String UNDECIDED = "UNDECIDED";

    private VerifiedTables() {}

    static void insert(Handle handle, Verification verification) {
        PreparedBatch tables = handle.prepareBatch("""
                INSERT INTO verified_table (verification, place, source_schema, source_table, destination_schema,
                    destination_table, outcome, estimated_rows, range_count, source_rows, destination_rows, missing,
                    surplus, differing, repaired, undecided, finished_at, error_code, error, remedy)
                VALUES (:id, :place, :sourceSchema, :sourceTable, :destinationSchema, :destinationTable, :outcome,
                    :estimated, :ranges, :sourceRows, :destinationRows, :missing, :surplus, :different, :repaired,
                    :undecided, :finishedAt, :code, :sentence, :remedy)
                """);
        PreparedBatch rows = handle.prepareBatch("""
                INSERT INTO verified_row (verification, place, row_number, kind, row_key, columns, repaired)
                VALUES (:id, :place, :number, :kind, :key, :columns, :repaired)
                """);
        for (int place = 0; place < verification.tables().size(); place++) {
            TableVerification table = verification.tables().get(place);
            Map<String, Object> at = Map.of("id", verification.id(), "place", place);
            bind(tables.bindMap(at), table);
            tables.add();
            addRows(rows, at, table);
        }
        tables.execute();
        rows.execute();
    }

    private static void bind(PreparedBatch batch, TableVerification table) {
        batch.bind("sourceSchema", table.source().schema())
                .bind("sourceTable", table.source().name())
                .bind("destinationSchema", table.destination().schema())
                .bind("destinationTable", table.destination().name())
                .bind("outcome", table.outcome().name())
                .bind("estimated", table.estimatedRows())
                .bind("ranges", table.rows().ranges())
                .bind("sourceRows", table.rows().source())
                .bind("destinationRows", table.rows().destination())
                .bind("missing", table.counts().missing())
                .bind("surplus", table.counts().surplus())
                .bind("different", table.counts().different())
                .bind("repaired", table.counts().repaired())
                .bind("undecided", table.counts().undecided())
                .bind("finishedAt", table.finishedAtMillis());
        SqlVerificationStore.bind(batch, table.trouble());
    }

    private static void addRows(PreparedBatch rows, Map<String, Object> at, TableVerification table) {
        int number = 0;
        for (Difference each : table.differences()) {
            add(rows.bindMap(at).bind("number", number++), each);
        }
        for (String key : table.undecided()) {
            add(rows.bindMap(at).bind("number", number++), new Difference(UNDECIDED, List.of(key), List.of(), false));
        }
    }

    private static void add(PreparedBatch rows, Difference each) {
        rows.bind("kind", each.kind())
                .bind("key", TextList.encode(each.key()))
                .bind("columns", TextList.encode(each.columns()))
                .bind("repaired", each.repaired() ? 1 : 0)
                .add();
    }

    static List<TableVerification> read(Handle handle, String id) {
        Map<Integer, List<Difference>> rows = handle.createQuery(
                        "SELECT * FROM verified_row WHERE verification = :id ORDER BY place, row_number")
                .bind("id", id)
                .map((row, _) -> Map.entry(row.getInt("place"), difference(row)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        return handle.createQuery("SELECT * FROM verified_table WHERE verification = :id ORDER BY place")
                .bind("id", id)
                .map((row, _) -> table(row, rows.getOrDefault(row.getInt("place"), List.of())))
                .list();
    }

    /** Of all verifications of a mirror, the tables that were compared to their end, the last one first. */
    static List<TableVerification> ended(Handle handle, String mirror) {
        return handle.createQuery("""
                        SELECT t.* FROM verified_table t JOIN verification v ON v.id = t.verification
                         WHERE v.mirror = :mirror AND t.finished_at > 0 AND t.outcome <> 'FAILED'
                         ORDER BY t.finished_at DESC
                        """)
                .bind("mirror", mirror)
                .map((row, _) -> table(row, List.of()))
                .list();
    }

    private static Difference difference(ResultSet row) throws SQLException {
        return new Difference(
                row.getString("kind"),
                TextList.decode(row.getString("row_key")),
                TextList.decode(row.getString("columns")),
                row.getInt("repaired") != 0);
    }

    private static TableVerification table(ResultSet row, List<Difference> rows) throws SQLException {
        TableName source = new TableName(row.getString("source_schema"), row.getString("source_table"));
        return new TableVerification(
                source,
                new TableName(row.getString("destination_schema"), row.getString("destination_table")),
                Outcome.valueOf(row.getString("outcome")),
                row.getLong("estimated_rows"),
                new Rows(row.getLong("range_count"), row.getLong("source_rows"), row.getLong("destination_rows")),
                new Counts(
                        row.getLong("missing"),
                        row.getLong("surplus"),
                        row.getLong("differing"),
                        row.getLong("repaired"),
                        row.getLong("undecided")),
                rows.stream()
                        .filter(each -> each.kind().equals(UNDECIDED))
                        .map(each -> each.key().getFirst())
                        .toList(),
                rows.stream().filter(each -> !each.kind().equals(UNDECIDED)).toList(),
                row.getLong("finished_at"),
                SqlVerificationStore.trouble(row, source.toString()));
    }
}
