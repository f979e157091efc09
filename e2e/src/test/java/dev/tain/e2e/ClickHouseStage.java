package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL source, a database in ClickHouse, the peers of both at a Tain, and the mirrors of one test. */
final class ClickHouseStage implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final TainProcess tain;
    private final ClickHouseServer server;
    private final int port;
    private final PostgresDatabase source = PostgresServer.freshDatabase();
    private final String database;
    private final String number = Integer.toString(COUNT.incrementAndGet());
    private final List<Mirror> mirrors = new ArrayList<>();

    private ClickHouseStage(TainProcess tain, ClickHouseServer server, int port) {
        this.tain = tain;
        this.server = server;
        this.port = port;
        this.database = server.createDatabase();
    }

    /** Skips the test where no ClickHouse can be had. */
    static ClickHouseStage open() {
        return open(TainProcess.shared(), ClickHouseServer.shared());
    }

    static ClickHouseStage open(TainProcess tain, ClickHouseServer server) {
        return open(tain, server, server.httpPort());
    }

    /** @param port where Tain is to find the server, such as that of a proxy */
    static ClickHouseStage open(TainProcess tain, ClickHouseServer server, int port) {
        ClickHouseStage stage = new ClickHouseStage(tain, server, port);
        stage.peers("ch_source_" + stage.number, "ch_destination_" + stage.number);
        return stage;
    }

    void peers(String nameOfSource, String nameOfDestination) {
        create(Map.of(
                "name",
                nameOfSource,
                "type",
                "POSTGRES",
                "postgres_config",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        source.server().port(),
                        "user",
                        PostgresDatabase.USER,
                        "database",
                        source.name())));
        create(Map.of(
                "name",
                nameOfDestination,
                "type",
                "CLICKHOUSE",
                "clickhouse_config",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        port,
                        "user",
                        "default",
                        "password",
                        "",
                        "database",
                        database,
                        "disable_tls",
                        true)));
    }

    private void create(Map<String, Object> peer) {
        tain.api()
                .post("peers/create", Map.of("peer", peer, "allow_update", true))
                .succeeded();
    }

    TainProcess tain() {
        return tain;
    }

    Api api() {
        return tain.api();
    }

    PostgresDatabase source() {
        return source;
    }

    ClickHouseServer server() {
        return server;
    }

    /** A mirror that runs, of these tables in the source's schema {@code public}. */
    Mirror running(String... tables) {
        return running(spec(tables));
    }

    Mirror running(MirrorSpec spec) {
        Mirror mirror = create(spec);
        mirror.awaitRunning();
        return mirror;
    }

    /** A mirror of these tables in the source's schema {@code public}, which keeps NULL. */
    MirrorSpec spec(String... tables) {
        return spec(Stream.of(tables)
                .map(table -> MirrorSpec.table("public." + table, table))
                .toList());
    }

    MirrorSpec spec(List<Map<String, Object>> mappings) {
        return MirrorSpec.of(
                        "ch_mirror_" + number + "_" + mirrors.size(), "ch_source_" + number, "ch_destination_" + number)
                .with("env", Map.of("PEERDB_NULLABLE", "true"))
                .tables(mappings);
    }

    /** Asks for a mirror, which must be accepted. */
    Mirror create(MirrorSpec spec) {
        Mirror mirror = watch(new Mirror(tain.api(), spec.name()));
        tain.api().post("flows/cdc/create", spec.body()).succeeded();
        return mirror;
    }

    /** Drops the mirror at the end. */
    Mirror watch(Mirror mirror) {
        mirrors.add(mirror);
        return mirror;
    }

    /** Runs a statement at the destination; tables are named behind {@code @}. */
    void execute(String statement) {
        server.execute(statement.replace("@", database + "."));
    }

    /** Rows at the destination; tables are named behind {@code @}. */
    List<String> rows(String query) {
        return server.rows(query.replace("@", database + "."));
    }

    String value(String query) {
        return rows(query).getFirst();
    }

    void awaitValue(String query, String expected) {
        Await.atMost(LIMIT).value(query, () -> value(query), expected::equals);
    }

    /** Waits until both sides answer alike, each in its own words. */
    void awaitSame(String atSource, String atDestination) {
        Await.atMost(LIMIT).value(atDestination, () -> rows(atDestination), source.rows(atSource)::equals);
        assertThat(rows(atDestination)).isEqualTo(source.rows(atSource));
    }

    @Override
    public void close() {
        for (Mirror mirror : mirrors) {
            if (mirror.exists()) {
                mirror.drop();
                Await.until(mirror.name() + " is gone", () -> !mirror.exists());
            }
        }
        source.close();
    }
}
