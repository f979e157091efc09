package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import dev.tain.testkit.TableChecksum;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A source and a destination database, peers for both at a Tain, and the mirrors of one test between them. Closing
 * drops the mirrors and fails when something of them is left at the source.
 *
 * <p>The source has a table {@code public.mark}, which every mirror carries: a row in it marks a position, and once it
 * is at the destination, so is everything that was committed before it.
 */
final class Stage implements AutoCloseable {
    private static final Duration MARK_LIMIT = Duration.ofMinutes(2);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger MARKS = new AtomicInteger();
    private static final String MARK = "public.mark";
    private static @Nullable PostgresServer destinationServer;

    private final TainProcess tain;
    private final PostgresDatabase source;
    private final PostgresDatabase destination;
    private final String number = Integer.toString(COUNT.incrementAndGet());
    private String sourcePeer = "source_" + number;
    private String destinationPeer = "destination_" + number;
    private final List<Mirror> mirrors = new ArrayList<>();

    private Stage(TainProcess tain, PostgresDatabase source, PostgresDatabase destination) {
        this.tain = tain;
        this.source = source;
        this.destination = destination;
        source.execute("create table mark (id bigint primary key)");
    }

    /** Databases on two shared servers, and the shared Tain. */
    static Stage open() {
        return open(TainProcess.shared());
    }

    static Stage open(TainProcess tain) {
        return open(tain, PostgresServer.shared(), destinationServer());
    }

    /** Another one than the sources': a transaction that stays open at one end must not be seen at the other. */
    static synchronized PostgresServer destinationServer() {
        PostgresServer running = destinationServer;
        if (running == null) {
            running = PostgresServer.open();
            destinationServer = running;
        }
        return running;
    }

    static Stage open(TainProcess tain, PostgresServer source, PostgresServer destination) {
        Stage stage = new Stage(tain, source.createDatabase(), destination.createDatabase());
        stage.peers(source.port(), destination.port());
        return stage;
    }

    /** Makes the peers, or makes them anew, at these ports, such as those of proxies. */
    Stage peers(int sourcePort, int destinationPort) {
        peer(sourcePeer, source, sourcePort).succeeded();
        peer(destinationPeer, destination, destinationPort).succeeded();
        return this;
    }

    /** Makes the peers under other names. */
    void namePeers(String nameOfSource, String nameOfDestination) {
        sourcePeer = nameOfSource;
        destinationPeer = nameOfDestination;
        peers(source.server().port(), destination.server().port());
    }

    private Answer peer(String name, PostgresDatabase database, int port) {
        Map<String, Object> config =
                Map.of("host", "127.0.0.1", "port", port, "user", PostgresDatabase.USER, "database", database.name());
        return tain.api()
                .post(
                        "peers/create",
                        Map.of(
                                "peer",
                                Map.of("name", name, "type", "POSTGRES", "postgres_config", config),
                                "allow_update",
                                true));
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

    PostgresDatabase destination() {
        return destination;
    }

    String sourcePeer() {
        return sourcePeer;
    }

    String destinationPeer() {
        return destinationPeer;
    }

    /** A mirror of these tables and the mark, under the same names. */
    MirrorSpec spec(String... tables) {
        return MirrorSpec.of("mirror_" + number + "_" + mirrors.size(), sourcePeer(), destinationPeer())
                .tables(MARK)
                .tables(tables);
    }

    /** Asks for a mirror, which must be accepted. */
    Mirror create(MirrorSpec spec) {
        Mirror mirror = new Mirror(tain.api(), spec.name());
        mirrors.add(mirror);
        Answer answer = tain.api().post("flows/cdc/create", spec.body()).succeeded();
        assertThat(answer.text("workflowId")).startsWith(spec.name());
        return mirror;
    }

    /** A mirror of these tables that runs. */
    Mirror running(String... tables) {
        Mirror mirror = create(spec(tables));
        mirror.awaitRunning();
        return mirror;
    }

    // ---- equality

    /** Waits until everything that is committed at the source now is at the destination. */
    void awaitMark() {
        int mark = MARKS.incrementAndGet();
        source.execute("insert into mark values (" + mark + ")");
        Await.atMost(MARK_LIMIT)
                .thatHolds(
                        "mark " + mark + " has arrived",
                        () -> !destination
                                .rows("select id from mark where id = " + mark)
                                .isEmpty());
    }

    /** Waits for a mark, then compares; nothing may write to the source meanwhile. */
    void assertEqual(String... tables) {
        awaitMark();
        for (String table : tables) {
            assertSame(table, table);
        }
    }

    /** Compares two tables as they are now. */
    void assertSame(String sourceTable, String destinationTable) {
        try (Connection from = source.connect();
                Connection to = destination.connect()) {
            TableChecksum.compare(
                            new TableChecksum.Table(from, quoted(sourceTable)),
                            new TableChecksum.Table(to, quoted(destinationTable)),
                            List.of())
                    .assertEqual();
        } catch (SQLException | AssertionError e) {
            throw new AssertionError("comparing " + sourceTable + " with " + destinationTable, e);
        }
    }

    /** The SQL for a name as the API takes it: {@code schema.table}, case kept. */
    static String quoted(String name) {
        return '"' + name.replaceFirst("[.]", "\".\"") + '"';
    }

    // ---- what is left

    List<String> slots() {
        return source.rows("select slot_name from pg_replication_slots where database = current_database()");
    }

    List<String> publications() {
        return source.rows("select pubname from pg_publication order by 1");
    }

    @Override
    public void close() {
        try {
            if (tain.isAlive()) {
                mirrors.stream().filter(Mirror::exists).forEach(Mirror::drop);
                assertThat(slots()).as("slots that are left").isEmpty();
                assertThat(publications()).as("publications that are left").isEmpty();
            }
        } finally {
            source.close();
            destination.close();
        }
    }
}
