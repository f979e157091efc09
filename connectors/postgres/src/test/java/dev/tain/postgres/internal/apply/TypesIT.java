package dev.tain.postgres.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Applier;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowLookup;
import dev.tain.model.Column;
import dev.tain.model.Lsn;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.TableDescriber;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.BinaryRows;
import dev.tain.testkit.BlockReader;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.TableChecksum;
import dev.tain.testkit.TableChecksum.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of every kind of type and name arrive as they left. */
class TypesIT {
    private static final String MIRROR = "types";
    private static final RowLookup NOWHERE = keys -> {
        throw new AssertionError("looked up at the source: " + keys);
    };
    private static final String[] TYPES = {
        "CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy')",
        "CREATE TYPE address AS (street text, number int)",
        "CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0)",
        "CREATE EXTENSION citext",
        "CREATE EXTENSION hstore",
    };

    private final PostgresDatabase source = PostgresServer.freshDatabase();
    private final DestinationDatabase destination = new DestinationDatabase();

    @AfterEach
    void drop() {
        destination.close();
        source.close();
    }

    @Test
    void carriesEveryType() throws SQLException {
        source.execute(TYPES);
        destination.database().execute(TYPES);
        source.execute(
                """
                CREATE TABLE wide (id int PRIMARY KEY, i2 smallint, i8 bigint, n numeric, n2 numeric(10,2), f4 real,
                  f8 double precision, m money, b boolean, t text, v varchar(5), c char(3), y bytea, u uuid, j json,
                  jb jsonb, d date, ti time, tz timetz, ts timestamp(3), tst timestamptz, iv interval, ip inet, ci cidr,
                  ma macaddr, bi bit(3), vb varbit, ia int[], ta text[], na numeric[], pt point, bx box, po polygon,
                  r int4range, mr int4multirange, tsv tsvector, l pg_lsn, x xml, mo mood, mos mood[], ad address,
                  ads address[], p positive, ct citext, h hstore, acl aclitem, "char" "char", nm name)
                """,
                """
                INSERT INTO wide VALUES (1, -2, 3, 'NaN', 12.34, 'Infinity', -0.0, 12.5, true, 'é☃', 'abc', 'x',
                  '\\x00ff', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a" : 1}', '{"b": [1, null]}',
                  '0044-03-15 BC', '24:00',
                  '12:00+05:30', '2024-02-29 01:02:03.456', 'infinity', '1 mon -3 days 00:00:01.5', '::1/64',
                  '10.0.0.0/8',
                  '08:00:2b:01:02:03', B'101', B'1', '[0:1]={1,NULL}', '{"a,b","\\"",NULL}', '{1.10,NULL}', '(1,2)',
                  '(1,2),(3,4)', '((0,0),(1,1),(2,0))', '[1,)', '{[1,2),[5,6)}', 'a:1A b', '16/B374D848', '<a>1</a>',
                  'it''s ok', '{sad,happy}', '("a, b",7)', '{"(x,1)"}', 5, 'MiXed', 'a=>1,b=>NULL',
                  'postgres=r/postgres', 'q', 'nm')
                """,
                "INSERT INTO wide (id, p) VALUES (2, 1)",
                "INSERT INTO wide (id, p, n, t, v) VALUES (-3, 9, 1e300, repeat('long ', 100000), '')");
        assertArrives("wide", "id");
    }

    @Test
    void carriesEveryName() throws SQLException {
        source.execute(
                "CREATE TABLE \"Ta.b\"\"le {☃} ?\" (\"ID 🔑\" int, \"select\" text, \"a.b\" text, \"q\"\"'\\;--\" text,"
                        + " \"{fn x}\" int, \"$1 ?\" int, k int, u int, c0 int, PRIMARY KEY (\"ID 🔑\", \"select\"))",
                "INSERT INTO \"Ta.b\"\"le {☃} ?\" SELECT i, 'k' || i, 'a', 'b', i, i, i, i, i"
                        + " FROM generate_series(1, 50) i");
        assertArrives("Ta.b\"le {☃} ?", "ID 🔑");
    }

    @Test
    void carriesKeysOfEveryType() throws SQLException {
        source.execute(TYPES);
        destination.database().execute(TYPES);
        String[] types = {
            "numeric",
            "text",
            "text COLLATE \"C\"",
            "uuid",
            "timestamptz",
            "bytea",
            "citext",
            "mood",
            "positive",
            "bool",
            "int[]",
            "address",
            "name"
        };
        String[] values = {
            "i",
            "'k' || i",
            "'K' || i",
            "md5(i::text)::uuid",
            "now() + i * interval '1 s'",
            "int8send(i)",
            "'C' || i",
            "(enum_range(NULL::mood))[i % 3 + 1]",
            "i",
            "i % 2 = 0",
            "ARRAY[i, i]",
            "('s', i)::address",
            "'n' || i"
        };
        for (int i = 0; i < types.length; i++) {
            source.execute(
                    "CREATE TABLE key" + i + " (id " + types[i] + " PRIMARY KEY, v int)",
                    "INSERT INTO key" + i + " SELECT " + values[i]
                            + ", i FROM generate_series(1, 9) i ON CONFLICT DO NOTHING");
            assertArrives("key" + i, "id");
        }
    }

    @Test
    void carriesTablesThatAreNothingButKey() throws SQLException {
        source.execute(
                "CREATE TABLE pairs (b int, a int, PRIMARY KEY (a, b))",
                "INSERT INTO pairs VALUES (1, 2), (2, 2), (3, 1)");
        assertArrives("pairs", "a");
    }

    @Test
    void computesGeneratedColumns() throws SQLException {
        source.execute(
                "CREATE TABLE computed (id int PRIMARY KEY, a int, twice int GENERATED ALWAYS AS (a * 2) STORED)",
                "INSERT INTO computed VALUES (1, 10), (2, NULL)");
        assertArrives("computed", "id");
    }

    /** Through every way: as a chunk, again over it, as new rows, as whole rows, as deletions. */
    private void assertArrives(String name, String key) throws SQLException {
        try (Connection connection = new Connections(TestPeers.of(source), "test").open()) {
            TableName table = new TableName("public", name);
            TableSchema described =
                    TableDescriber.describe(connection, List.of(table)).getFirst();
            MappedTable mapped = mapped(described);
            assertThat(destination.destination().check(List.of(mapped), true)).isEmpty();
            destination.destination().prepare(MIRROR, List.of(mapped));
            RowBuffer rows = BinaryRows.read(connection, mapped.source());
            assertThat(rows.rows()).isPositive();

            writeChunk(mapped, "a", rows);
            assertEqual(connection, table, key);
            destination.destination().clear(MIRROR, 1, mapped);
            apply(mapped, BinaryRows.net(rows, NetKind.NEW), false);
            assertEqual(connection, table, key);
            assertThat(destination.destination().check(List.of(mapped), false)).isEmpty();
            apply(mapped, BinaryRows.net(rows, NetKind.FULL), false);
            apply(mapped, BinaryRows.net(rows, NetKind.NEW), true);
            assertEqual(connection, table, key);
            apply(mapped, BinaryRows.net(rows, NetKind.PARTIAL), false);
            assertEqual(connection, table, key);
            apply(mapped, BinaryRows.net(rows, NetKind.DELETED), false);
            assertThat(destination.database().count(Identifiers.quote(table))).isZero();
        }
    }

    private static MappedTable mapped(TableSchema described) {
        TableSchema carried = described.carried(Set.of());
        List<Column> generated =
                described.columns().stream().filter(Column::isGenerated).collect(Collectors.toList());
        return new MappedTable(carried, carried, generated, "", "", Map.of());
    }

    private void writeChunk(MappedTable mapped, String id, RowBuffer rows) {
        try (ChunkWriter writer = destination.destination().chunkWriter(MIRROR, 1)) {
            writer.write(mapped, new Chunk(mapped.name(), id, "all", 1), new BlockReader(rows));
        }
    }

    private void apply(MappedTable mapped, NetChanges changes, boolean replaying) {
        try (Applier applier = destination.destination().applier(MIRROR, 1)) {
            applier.apply(mapped, changes, replaying, NOWHERE);
            applier.commit(new Lsn(1));
        }
    }

    private void assertEqual(Connection connection, TableName table, String key) throws SQLException {
        try (Connection other = destination.database().connect()) {
            String name = Identifiers.quote(table.schema()) + "." + Identifiers.quote(table.name());
            TableChecksum.compare(new Table(connection, name), new Table(other, name), List.of(key))
                    .assertEqual();
        }
    }
}
