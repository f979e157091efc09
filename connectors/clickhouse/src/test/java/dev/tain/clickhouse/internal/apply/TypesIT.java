package dev.tain.clickhouse.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.clickhouse.internal.type.PgType;
import dev.tain.clickhouse.internal.type.TypeMap;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.NetKind;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Values of PostgreSQL's types as a real server sends them, in ClickHouse, by chunk and by stream. */
class TypesIT {
    private static final String MIRROR = "types";

    private final DestinationDatabase database = new DestinationDatabase();

    @ParameterizedTest
    @CsvFileSource(resources = "/types.csv", delimiter = ';', quoteCharacter = '\'')
    void arrivesTheSameWayByChunkAndByStream(String type, String value, String created, String expected)
            throws SQLException {
        TableSchema schema = schema(type);
        assertThat(TypeMap.of(PgType.of(schema.columns().get(1)), false)).hasToString(created);
        try (PostgresDatabase source = PostgresServer.freshDatabase();
                Connection connection = source.connect()) {
            source.execute(
                    "create table t (id bigint primary key, v " + type + ")",
                    "insert into t values (1, '" + value + "'), (2, null)");
            write(schema, BinaryRows.read(connection, schema));
        }
        String none = created.startsWith("Array") ? "[]" : "∅";
        boolean raw = type.equals("bytea");
        assertThat(database.server()
                        .rows("SELECT " + (raw ? "hex(v)" : "v") + " FROM " + database.name() + ".t FINAL ORDER BY id"))
                .containsExactly(raw ? "41FF" : expected, none, raw ? "41FF" : expected, none);
    }

    private static TableSchema schema(String type) {
        return new TableSchema(
                new TableName("public", "t"),
                List.of(
                        new Column("id", "bigint", false, 1, Encoding.BINARY, null),
                        new Column("v", type, true, 0, Encoding.BINARY, null)));
    }

    /** The rows as they are, and with keys that are 10 more. */
    private void write(TableSchema schema, RowBuffer rows) {
        MappedTable table = new MappedTable(
                schema,
                new TableSchema(new TableName(database.name(), "t"), schema.columns()),
                List.of(),
                "",
                "",
                Map.of());
        database.destination().prepare(MIRROR, List.of(table));
        try (ChunkWriter writer = database.destination().chunkWriter(MIRROR, 1)) {
            writer.write(table, new Chunk(table.name(), "a", "all", 2), new BlockReader(rows));
        }
        for (int row = 0; row < rows.rows(); row++) {
            int key = rows.field(rows.image(row), 0) + Integer.BYTES + Long.BYTES - 1;
            rows.bytes()[key] = (byte) (rows.bytes()[key] + 10);
        }
        try (var applier = database.destination().applier(MIRROR, 1)) {
            applier.apply(table, BinaryRows.net(rows, NetKind.FULL), false, new KnownRows(schema));
            applier.commit(Rows.end());
        }
    }
}
