package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.PostgresDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be done is said with the reason and the remedy, and nothing is created on the way. */
class RefusalsE2E {
    private final Stage stage = Stage.open();

    @BeforeEach
    void makeTable() {
        stage.source().execute("create table t (id int primary key, v text)");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** The mirror is refused alike by the check and by the creation, and nothing is there afterwards. */
    private Answer refused(MirrorSpec spec, String reason, String... named) {
        List<String> slots = stage.slots();
        List<String> publications = stage.publications();
        List<String> tables = destinationTables();
        for (String path : List.of("mirrors/cdc/validate", "flows/cdc/create")) {
            Answer answer = stage.api().post(path, spec.body());
            assertShape(answer, reason);
            assertThat(List.of(named)).as("%s %s", path, answer.body()).allMatch(answer.text("message")::contains);
        }
        assertThat(stage.slots()).isEqualTo(slots);
        assertThat(stage.publications()).isEqualTo(publications);
        assertThat(destinationTables()).isEqualTo(tables);
        assertThat(stage.api().get("mirrors/list").succeeded().body().toString())
                .doesNotContain("\"" + spec.name() + "\"");
        return stage.api().post("flows/cdc/create", spec.body());
    }

    private static void assertShape(Answer answer, String reason) {
        assertThat(answer.status()).as("%s", answer.body()).isBetween(400, 499);
        assertThat(answer.at("code").isInt()).isTrue();
        assertThat(answer.text("message")).isNotEmpty();
        assertThat(answer.details()).contains("\"reason\":\"" + reason + "\"").contains("\"remedy\"");
    }

    private List<String> destinationTables() {
        return stage.destination()
                .rows("select schemaname || '.' || tablename from pg_tables"
                        + " where schemaname not in ('pg_catalog', 'information_schema')");
    }

    @Test
    void anUnknownPeer() {
        MirrorSpec spec = stage.spec("public.t");
        refused(spec.with("source_name", "nobody"), "PEER_UNKNOWN", "nobody");
        refused(spec.with("destination_name", "nobody"), "PEER_UNKNOWN", "nobody");
    }

    @Test
    void aMissingTable() {
        Answer answer = refused(stage.spec("public.t", "public.nowhere"), "TABLE_MISSING", "public.nowhere");
        assertThat(answer.details()).contains("SOURCE_TABLE_MISSING");
        assertThat(answer.at("code").asInt()).isEqualTo(9);
    }

    @Test
    void aTableWithoutKey() {
        stage.source()
                .execute(
                        "create table keyless (v text)",
                        "create table nothing (id int primary key)",
                        "alter table nothing replica identity nothing");
        refused(stage.spec("public.keyless"), "TABLE_WITHOUT_KEY", "public.keyless");
        refused(stage.spec("public.nothing"), "TABLE_WITHOUT_KEY", "public.nothing");
        refused(
                stage.spec()
                        .tables(List.of(Map.of(
                                "source_table_identifier",
                                "public.t",
                                "destination_table_identifier",
                                "public.t",
                                "exclude",
                                List.of("id")))),
                "TABLE_WITHOUT_KEY",
                "id");
    }

    @Test
    void aMissingPrivilege() {
        String role = "weak_" + stage.source().name();
        stage.source()
                .execute(
                        "create role " + role + " login",
                        "grant select on mark to " + role,
                        "alter role " + role + " replication");
        try {
            peer("weak", stage.source(), role);
            refused(stage.spec("public.t").with("source_name", "weak"), "POSTGRES_PRIVILEGE_MISSING", "public.t");
            stage.source().execute("alter role " + role + " noreplication", "grant select on t to " + role);
            refused(stage.spec("public.t").with("source_name", "weak"), "POSTGRES_PRIVILEGE_MISSING");
            stage.destination().execute("create role " + role + " login");
            peer("weak", stage.destination(), role);
            refused(stage.spec("public.t").with("destination_name", "weak"), "POSTGRES_PRIVILEGE_MISSING");
        } finally {
            stage.api().post("peers/drop", Map.of("peerName", "weak"));
            stage.source().execute("drop owned by " + role, "drop role " + role);
            stage.destination().execute("drop role if exists " + role);
        }
    }

    private void peer(String name, PostgresDatabase database, String role) {
        Map<String, Object> config = Map.of(
                "host", "127.0.0.1", "port", database.server().port(), "user", role, "database", database.name());
        stage.api()
                .post(
                        "peers/create",
                        Map.of(
                                "peer",
                                Map.of("name", name, "type", "POSTGRES", "postgres_config", config),
                                "allow_update",
                                true))
                .succeeded();
    }

    @Test
    void aSlotThatIsMissingOrTaken() {
        String slot = "slot_" + stage.source().name();
        stage.source().execute("create publication pub for table t, mark");
        MirrorSpec spec = stage.spec("public.t").with("publication_name", "pub").with("replication_slot_name", slot);
        refused(spec, "POSTGRES_SLOT_MISSING", slot);
        stage.source().execute("select pg_create_logical_replication_slot('" + slot + "', 'test_decoding')");
        refused(spec, "POSTGRES_SLOT_TAKEN", slot);
        stage.source()
                .execute(
                        "select pg_drop_replication_slot('" + slot + "')",
                        "select pg_create_physical_replication_slot('" + slot + "')");
        refused(spec, "POSTGRES_SLOT_TAKEN", slot);
        stage.source().execute("select pg_drop_replication_slot('" + slot + "')", "drop publication pub");
    }

    @Test
    void aPublicationThatIsMissingOrLacksATable() {
        MirrorSpec spec = stage.spec("public.t").with("publication_name", "pub");
        refused(spec, "POSTGRES_PUBLICATION_MISSING", "pub");
        stage.source().execute("create publication pub for table mark");
        Answer answer = refused(spec, "POSTGRES_PUBLICATION_INCOMPLETE", "pub");
        assertThat(answer.details()).contains("TABLES_NOT_IN_PUBLICATION", "public.t");
        stage.source().execute("drop publication pub");
    }

    @Test
    void aDestinationTableThatDoesNotFit() {
        stage.destination().execute("create table t (id int primary key, v point)");
        refused(stage.spec("public.t"), "TABLE_UNFIT", "v", "point", "text");
        stage.destination().execute("drop table t", "create table t (id int, v text)");
        refused(stage.spec("public.t"), "TABLE_UNFIT", "t");
        stage.destination().execute("drop table t", "create table t (id int primary key, v text, extra int not null)");
        refused(stage.spec("public.t"), "TABLE_UNFIT", "extra");
    }

    @Test
    void aDestinationTableThatHasRows() {
        stage.destination().execute("create table t (id int primary key, v text)", "insert into t values (1, 'old')");
        refused(stage.spec("public.t"), "TABLE_NOT_EMPTY", "t");
    }

    @Test
    void aDestinationSchemaThatIsMissing() {
        refused(
                stage.spec().tables(List.of(MirrorSpec.table("public.t", "elsewhere.t"))),
                "SCHEMA_MISSING",
                "elsewhere");
    }

    @Test
    void twoTablesIntoOne() {
        stage.source().execute("create table u (id int primary key, v text)");
        refused(
                stage.spec("public.t").tables(List.of(MirrorSpec.table("public.u", "public.t"))),
                "TABLE_UNFIT",
                "public.t",
                "public.u");
    }

    @Test
    void aColumnThatDoesNotExist() {
        refused(
                stage.spec()
                        .tables(List.of(Map.of(
                                "source_table_identifier",
                                "public.t",
                                "destination_table_identifier",
                                "public.t",
                                "exclude",
                                "v, nosuch"))),
                "REQUEST_INVALID",
                "nosuch");
    }

    @Test
    void whatIsNotJsonOrHasAWrongType() {
        for (String body : List.of(
                "{\"connection_configs\": {",
                "not json",
                "[]",
                "{\"connection_configs\": 5}",
                "{\"connection_configs\": {\"flow_job_name\": [1]}}",
                "{\"connection_configs\": {\"max_batch_size\": \"many\"}}",
                "{\"connection_configs\": {\"max_batch_size\": -1}}")) {
            Answer answer = stage.api().post("flows/cdc/create", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.at("code").asInt()).as(body).isEqualTo(3);
            assertThat(answer.text("message")).isNotEmpty();
            assertThat(answer.details()).as(body).contains("remedy");
        }
    }

    @Test
    void aNameThatIsEmptyOrUnfit() {
        for (String name : List.of("", "Upper", "has space", "x".repeat(70))) {
            Answer answer = stage.api()
                    .post(
                            "flows/cdc/create",
                            stage.spec("public.t").with("flow_job_name", name).body());
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.details()).contains("remedy");
        }
    }

    @Test
    void anIllegalStateChange() {
        Mirror mirror = stage.running("public.t");
        for (Object state : List.of("STATUS_SNAPSHOT", 3, "STATUS_NONSENSE", 77)) {
            Answer answer = mirror.change(state);
            assertThat(answer.status()).as("%s", state).isEqualTo(400);
            assertThat(answer.at("code").asInt()).isEqualTo(3);
        }
        assertThat(mirror.state()).isEqualTo(Mirror.RUNNING);
    }

    @Test
    void aPeerThatCannotBeReachedOrIsNotAllowedIn() {
        Map<String, Object> nobodyListens =
                Map.of("host", "127.0.0.1", "port", 1, "user", "postgres", "database", "postgres");
        Map<String, Object> noDatabase = Map.of(
                "host", "127.0.0.1", "port", stage.source().server().port(), "user", "postgres", "database", "nowhere");
        for (Map<String, Object> config : List.of(nobodyListens, noDatabase)) {
            Answer answer = stage.api()
                    .post(
                            "peers/create",
                            Map.of("peer", Map.of("name", "bad_peer", "type", 3, "postgres_config", config)));
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
            assertThat(answer.at("code").asInt()).isEqualTo(9);
            assertThat(answer.details()).contains("remedy");
        }
        assertThat(stage.api().get("peers/list").body().toString()).doesNotContain("bad_peer");
    }

    @Test
    void secretsAreNotShown() {
        String password = "s3cret-" + stage.source().name();
        Map<String, Object> config = Map.of(
                "host",
                "127.0.0.1",
                "port",
                stage.source().server().port(),
                "user",
                "postgres",
                "password",
                password,
                "database",
                stage.source().name());
        stage.api()
                .post("peers/create", Map.of("peer", Map.of("name", "sealed", "type", 3, "postgres_config", config)))
                .succeeded();
        Answer info = stage.api().get("peers/info/sealed").succeeded();
        assertThat(info.text("peer/postgresConfig/password")).isEqualTo("********");
        assertThat(info.body().toString()).doesNotContain(password);
        assertThat(stage.tain().log().text()).doesNotContain(password);
        stage.api().post("peers/drop", Map.of("peerName", "sealed")).succeeded();
    }
}
