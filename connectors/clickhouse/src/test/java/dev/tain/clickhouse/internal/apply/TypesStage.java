package dev.tain.clickhouse.internal.apply;

import dev.tain.connector.Applier;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.Operation;
import dev.tain.model.Problem;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.testkit.BinaryRows;
import dev.tain.testkit.BlockReader;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One column {@code v} of a source table {@code t}, with a value and NULL, and a mirror of it. */
final class TypesStage implements AutoCloseable {
    /** What types of the test's own are made of. */
    static final Map<String, String> FORMS = Map.of(
            "mood", "enum",
            "mood[]", "enum[]",
            "pair", "composite(integer, text, enum)",
            "pair[]", "composite(integer, text, enum)[]",
            "price", "numeric(10,2)",
            "float_range", "range(double precision)");

    private static final String MIRROR = "types";

    private final PostgresDatabase source = PostgresServer.freshDatabase();
    private final DestinationDatabase database = new DestinationDatabase();
    private int tables;
    private TableSchema schema = new TableSchema(new TableName("public", "t"), List.of());

    void define() {
        source.execute(
                "CREATE EXTENSION hstore",
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE TYPE pair AS (a int, b text, m mood)",
                "CREATE DOMAIN price AS numeric(10,2)",
                "CREATE TYPE float_range AS RANGE (subtype = float8)");
    }

    void source(String type, String form, String value) {
        schema = new TableSchema(
                new TableName("public", "t"),
                List.of(
                        new Column("id", "bigint", false, 1, Encoding.BINARY, null),
                        new Column("v", type, true, 0, Encoding.BINARY, null).formed(form)));
        source.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (id bigint PRIMARY KEY, v " + type + ")",
                "INSERT INTO t VALUES (1, '" + value.replace("'", "''") + "'), (2, NULL)");
    }

    /**
     * Writes the rows by chunk, and with keys that are 10 more by stream; shows all four.
     *
     * @param stored the type of the user's own column; empty to have the table made
     */
    List<String> mirror(String stored, Map<String, String> options, String shown) {
        tables++;
        if (!stored.isEmpty()) {
            database.server()
                    .execute("CREATE TABLE " + name() + " (id Int64, v " + stored
                            + ", _peerdb_is_deleted UInt8, _peerdb_version UInt64)"
                            + " ENGINE = ReplacingMergeTree(_peerdb_version, _peerdb_is_deleted) ORDER BY id"
                            + " SETTINGS allow_suspicious_low_cardinality_types = 1");
        }
        try (Connection connection = source.connect()) {
            write(BinaryRows.read(connection, schema), options);
        } catch (SQLException e) {
            throw new AssertionError("reading the source failed", e);
        }
        return database.server().rows("SELECT " + shown + " FROM " + name() + " FINAL ORDER BY id");
    }

    private void write(RowBuffer rows, Map<String, String> options) {
        MappedTable table =
                new MappedTable(schema, new TableSchema(name(), schema.columns()), List.of(), "", "", options);
        List<String> problems = database.destination().check(List.of(table), true).stream()
                .map(Problem::sentence)
                .toList();
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.toString());
        }
        database.destination().prepare(MIRROR, List.of(table));
        try (ChunkWriter writer = database.destination().chunkWriter(MIRROR, 1)) {
            writer.write(table, new Chunk(table.name(), "chunk " + tables, "all", 2), new BlockReader(rows));
        }
        for (int row = 0; row < rows.rows(); row++) {
            int key = rows.field(rows.image(row), 0) + Integer.BYTES + Long.BYTES - 1;
            rows.bytes()[key] = (byte) (rows.bytes()[key] + 10);
        }
        try (Applier applier = database.destination().applier(MIRROR, 1)) {
            applier.apply(table, BinaryRows.net(rows, NetKind.FULL), false, new KnownRows(schema));
            applier.apply(table, unchanged(rows), false, new KnownRows(schema));
            applier.commit(Rows.end());
        }
    }

    /** The same rows again with the value left unchanged, so that it is read back and written as it was found. */
    private NetChanges unchanged(RowBuffer rows) {
        RowBuffer partial = new RowBuffer(schema);
        for (int row = 0; row < rows.rows(); row++) {
            int image = partial.beginImage();
            int key = rows.field(rows.image(row), 0) + Integer.BYTES;
            partial.value(rows.bytes(), key, Long.BYTES);
            partial.marker(RowBuffer.UNCHANGED);
            partial.addRow(Operation.UPDATE, image, RowBuffer.NONE, 1, row);
        }
        return BinaryRows.net(partial, NetKind.PARTIAL);
    }

    /** One for each mirroring, so that the database and the mirror's bookkeeping serve them all. */
    private TableName name() {
        return new TableName(database.name(), "t" + tables);
    }

    String storedType() {
        return database.server()
                .value("SELECT type FROM system.columns WHERE database = '" + database.name() + "' AND table = '"
                        + name().name() + "' AND name = 'v'");
    }

    static Map<String, String> options(String names) {
        Map<String, String> options = new HashMap<>();
        for (String name : names.split(" ", -1)) {
            options.put(name, "true");
        }
        return options;
    }

    @Override
    public void close() {
        source.close();
    }
}
