package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bodies of the published documentation, letter for letter; only the peers are PostgreSQL ones. */
class PublishedExampleE2E {
    private final Stage stage = Stage.open();
    private final Mirror kickOff = new Mirror(stage.api(), "mirror_api_kick_off");
    private final Mirror edited = new Mirror(stage.api(), "mirror_kick_off");

    @BeforeEach
    void makeTablesAndPeers() {
        stage.source()
                .execute(
                        "create table users (id int primary key, name text)",
                        "create table payments (id int primary key, amount numeric(10, 2))",
                        "create table optional_ordering_key (id int, created_at timestamptz default now(), v text,"
                                + " primary key (id, created_at))",
                        "insert into users select g, 'user ' || g from generate_series(1, 7000) g",
                        "insert into payments select g, g / 100.0 from generate_series(1, 20) g",
                        "insert into optional_ordering_key select g, now(), null from generate_series(1, 3) g");
        stage.namePeers("rds_peer", "ch_peer");
    }

    @AfterEach
    void dropEverything() {
        for (Mirror mirror : List.of(kickOff, edited)) {
            if (mirror.exists()) {
                mirror.drop();
            }
        }
        stage.close();
    }

    @Test
    void thePublishedBodyCreatesAMirrorThatIsDroppedByNumber() {
        Answer created =
                stage.api().post("flows/cdc/create", PublishedBodies.CREATE).succeeded();
        assertThat(created.text("workflowId")).startsWith("mirror_api_kick_off-peerflow");
        kickOff.awaitRunning();
        stage.assertSame("users", "users_api");
        stage.assertSame("payments", "payments_api");
        stage.assertSame("optional_ordering_key", "optional_ordering_key");

        Answer again = stage.api().post("flows/cdc/create", PublishedBodies.CREATE);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("message"))
                .isEqualTo("invalid mirror: mirror with name mirror_api_kick_off already exists");
        assertThat(again.at("code").asInt()).isEqualTo(6);

        Answer dropped = kickOff.change(6).succeeded();
        assertThat(dropped.at("ok").asBoolean()).isTrue();
        assertThat(dropped.at("errorMessage").asString()).isEmpty();
        Await.until("it is gone", () -> !kickOff.exists());
        assertThat(stage.destination().count("users_api")).isEqualTo(7000);
    }

    @Test
    void theColumnsForDeletionAndTimeSayWhatTheirNamesSay() {
        stage.api().post("flows/cdc/create", PublishedBodies.CREATE).succeeded();
        kickOff.awaitRunning();
        String begin = stage.destination().value("select max(_peerdb_synced_at) from users_api");
        assertThat(stage.destination().value("select bool_or(_peerdb_is_deleted) from users_api"))
                .isEqualTo("f");
        // more than max_batch_size rows, so that the batch does not wait for the idle timeout
        stage.source()
                .execute("begin; delete from users where id <= 10; update users set name = 'new' where id = 11;"
                        + " delete from users where id = 12; insert into users values (12, 'again');"
                        + " update users set name = name where id > 5000; commit");
        Await.untilEqual(
                "the number of rows that are marked as deleted",
                "10",
                () -> stage.destination()
                        .value("select count(*) from users_api where _peerdb_is_deleted and id <= 10"));
        assertThat(stage.destination()
                        .rows("select id, name, _peerdb_is_deleted from users_api where id in (10, 11, 12)"
                                + " order by id"))
                .containsExactly("10|user 10|t", "11|new|f", "12|again|f");
        assertThat(stage.destination()
                        .value("select count(*) from users_api where (id <= 12 or id > 5000)"
                                + " and _peerdb_synced_at <= '" + begin + "'"))
                .isEqualTo("0");
        assertThat(stage.destination()
                        .value("select count(*) from users_api where id between 13 and 5000"
                                + " and _peerdb_synced_at > '" + begin + "'"))
                .isEqualTo("0");
    }

    @Test
    void thePublishedStateChangesAndEditAreObeyed() {
        stage.source()
                .execute(
                        "create table added_table (id int primary key, v text)",
                        "create table added_table_2 (id int primary key, column1 text, column2 int, column3 text)",
                        "insert into added_table select g, 'a' from generate_series(1, 100) g",
                        "insert into added_table_2 select g, 'one', 2, 'three' from generate_series(1, 100) g");
        stage.api()
                .post("flows/cdc/create", PublishedBodies.CREATE.replace("mirror_api_kick_off", "mirror_kick_off"))
                .succeeded();
        edited.awaitRunning();
        assertThat(stage.api()
                        .post("mirrors/state_change", PublishedBodies.PAUSE)
                        .succeeded()
                        .at("ok")
                        .asBoolean())
                .isTrue();
        edited.awaitState(Mirror.PAUSED);
        stage.api().post("mirrors/state_change", PublishedBodies.RESUME).succeeded();
        edited.awaitRunning();
        edited.pause();

        stage.api().post("mirrors/state_change", PublishedBodies.EDIT).succeeded();
        edited.awaitRunning();
        stage.assertSame("added_table", "added_table_destination");
        assertThat(stage.destination()
                        .rows("select column_name from information_schema.columns"
                                + " where table_name = 'added_table_destination_2' order by ordinal_position"))
                .startsWith("id", "column3")
                .doesNotContain("column1", "column2");
        assertThat(stage.destination().count("added_table_destination_2 where column3 = 'three'"))
                .isEqualTo(100);
        Answer status = edited.status();
        assertThat(status.text("cdcStatus/config/idleTimeoutSeconds")).isEqualTo("600");
        assertThat(status.at("cdcStatus/config/maxBatchSize").asInt()).isEqualTo(100_000);
        assertThat(status.at("cdcStatus/config/tableMappings").size()).isEqualTo(5);

        // one batch of 100,000 rows
        stage.source()
                .execute("begin; update added_table set v = 'b'; insert into added_table_2 values (101, 'x', 1, 'new');"
                        + " insert into users select g, null from generate_series(10001, 110000) g; commit");
        Await.untilEqual("rows of users", 107_000L, () -> stage.destination().count("users_api"));
        stage.assertSame("added_table", "added_table_destination");
        assertThat(stage.destination().count("added_table_destination_2 where column3 = 'new'"))
                .isEqualTo(1);
    }

    @Test
    void anUnknownMirrorIsAnsweredInThePublishedShape() {
        for (String path : List.of("mirrors/state_change", "mirrors/status")) {
            Answer answer = stage.api().post(path, Map.of("flowJobName", "fake_mirror", "requestedFlowState", 1));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.at("code").asInt()).isEqualTo(5);
            assertThat(answer.text("message")).contains("fake_mirror");
            assertThat(answer.at("details").isArray()).isTrue();
        }
    }
}
