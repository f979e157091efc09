package dev.tain.postgres.internal.stream;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.connector.StreamSpec.SourceTable;
import dev.tain.model.ChangeBatch;
import dev.tain.model.Lsn;
import dev.tain.model.Peer;
import dev.tain.model.TableName;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.RowTexts;
import dev.tain.testkit.StreamDrain;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A database with a table {@code t (id bigint primary key, name text)}, and a slot for it that stands at its start. */
record StreamFixture(PostgresDatabase database, Peer peer, StreamSpec spec) implements AutoCloseable {
    static final TableName TABLE = new TableName("public", "t");

    static StreamFixture on(PostgresServer server) {
        return on(server, server.port(), Map.of());
    }

    /** With a stream that goes through another port and with more peer options. */
    static StreamFixture on(PostgresServer server, int port, Map<String, String> options) {
        PostgresDatabase database = server.createDatabase();
        database.execute("create table t (id bigint primary key, name text)");
        String name = "slot_" + database.name();
        StreamSpec spec = new StreamSpec(name, true, name, true, List.of(new SourceTable(TABLE, Set.of())));
        Source direct = new PostgresConnector().source(TestPeers.of(database), database.name());
        direct.publish(spec, 1);
        direct.createStream(spec).close();
        return new StreamFixture(database, TestPeers.of(database, port, options), spec);
    }

    /** The source as a mirror of the given name sees it. */
    Source source(String mirror) {
        return new PostgresConnector().source(peer, mirror);
    }

    Source source() {
        return source(database.name());
    }

    /** Adds rows {@code first} to {@code last} in one transaction. */
    void insert(int first, int last) {
        database.execute("insert into t select i, 'name of ' || i from generate_series(" + first + ", " + last + ") i");
    }

    /** The table's rows of all that is committed until now. */
    List<String> drain(ChangeStream stream) {
        Lsn position = Lsn.of(database.value("select pg_logical_emit_message(true, 'test', '')"));
        ChangeBatch batch = StreamDrain.until(stream, position);
        return RowTexts.of(batch, TABLE);
    }

    long confirmed() {
        return Lsn.of(database.value(
                        "select confirmed_flush_lsn from pg_replication_slots where slot_name = '" + spec.slot() + "'"))
                .order();
    }

    @Override
    public void close() {
        database.close();
    }
}
