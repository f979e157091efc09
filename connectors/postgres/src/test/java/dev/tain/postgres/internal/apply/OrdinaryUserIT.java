package dev.tain.postgres.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Applier;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.NetKind;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.BlockReader;
import dev.tain.testkit.KnownRows;
import dev.tain.testkit.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user who may do little is told what lacks, and can write once it is granted. */
class OrdinaryUserIT {
    private final DestinationDatabase database = new DestinationDatabase();
    private final String role = "ordinary_" + database.database().name();
    private final Destination destination = new PostgresConnector()
            .destination(
                    TestPeers.of(
                            database.database(), database.database().server().port(), Map.of("user", role)),
                    "contract");
    private final MappedTable given = mapped("public", "given", "text");

    @BeforeEach
    void createRole() {
        database.database()
                .execute(
                        "CREATE ROLE " + role + " LOGIN",
                        "CREATE SCHEMA theirs AUTHORIZATION " + role,
                        "CREATE TABLE given (id bigint PRIMARY KEY, v text)",
                        "REVOKE TEMPORARY ON DATABASE " + database.database().name() + " FROM PUBLIC",
                        "GRANT SELECT, INSERT, UPDATE ON given TO " + role);
    }

    @AfterEach
    void drop() {
        database.database()
                .execute("REASSIGN OWNED BY " + role + " TO postgres", "DROP OWNED BY " + role, "DROP ROLE " + role);
        database.close();
    }

    private static MappedTable mapped(String schema, String name, String valueType) {
        TableSchema table = new TableSchema(
                new TableName(schema, name),
                List.of(
                        new Column("id", "bigint", false, 1, Encoding.BINARY, null),
                        new Column("v", valueType, true, 0, Encoding.BINARY, null)));
        return new MappedTable(table, table, List.of(), "", "", Map.of());
    }

    @Test
    void isToldEveryPrivilegeThatLacks() {
        database.database()
                .execute(
                        "CREATE TABLE refers (id bigint PRIMARY KEY, v bigint REFERENCES given)",
                        "GRANT ALL ON refers TO " + role);
        List<Problem> problems = destination.check(
                List.of(
                        given,
                        mapped("public", "refers", "bigint"),
                        mapped("public", "absent", "text"),
                        mapped("theirs", "own", "text")),
                true);
        String letKeysRest = "GRANT SET ON PARAMETER session_replication_role TO \"ROLE\" (PostgreSQL 15 and later),"
                + " or drop the foreign keys at the destination.";
        assertThat(problems).extracting(Problem::code).containsOnly(ErrorCode.POSTGRES_PRIVILEGE_MISSING);
        assertThat(problems)
                .extracting(Problem::remedy)
                .map(remedy -> remedy.replace(role, "ROLE"))
                .containsExactly(
                        "GRANT TEMPORARY ON DATABASE ... TO \"ROLE\".",
                        "CREATE SCHEMA \"_tain\" AUTHORIZATION \"ROLE\".",
                        "GRANT DELETE ON \"public\".\"given\" TO \"ROLE\".",
                        letKeysRest,
                        letKeysRest,
                        "GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"ROLE\", or create the table.");
    }

    @Test
    void writesWithWhatItWasTold() {
        database.database()
                .execute(
                        "CREATE SCHEMA \"_tain\" AUTHORIZATION " + role,
                        "GRANT TEMPORARY ON DATABASE " + database.database().name() + " TO " + role,
                        "GRANT DELETE ON given TO " + role);
        writeAs(given);
        writeAs(mapped("theirs", "own", "text"));
    }

    private void writeAs(MappedTable table) {
        assertThat(destination.check(List.of(table), true)).isEmpty();
        destination.prepare("ordinary", List.of(table));
        try (ChunkWriter writer = destination.chunkWriter("ordinary", 1);
                Applier applier = destination.applier("ordinary", 1)) {
            Rows rows = new Rows(table.source()).add(NetKind.NEW, 1L, "one").add(NetKind.NEW, 2L, "two");
            writer.write(
                    table,
                    new Chunk(table.name(), table.destination().name().name(), "", 2),
                    new BlockReader(rows.buffer()));
            Rows changes = new Rows(table.source()).add(NetKind.FULL, 1L, "uno").add(NetKind.DELETED, 2L, Rows.ABSENT);
            applier.apply(table, changes.net(), false, new KnownRows(table.source()));
            applier.commit(new Lsn(1));
            assertThat(database.contents(table)).containsExactly("1|uno");
            Rows emptied = new Rows(table.source()).truncate().add(NetKind.NEW, 3L, "three");
            applier.apply(table, emptied.net(), false, new KnownRows(table.source()));
            applier.commit(new Lsn(2));
        }
        assertThat(database.contents(table)).containsExactly("3|three");
    }
}
