package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.AclService;
import dev.tain.link.AclService.Acl;
import dev.tain.link.KafkaPlace;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ACLs that people look at and change, in a cluster of one broker with Kafka's own authorizer, and in one without. */
class AclsIT {
    private static final Acl ALL = new Acl("", "", "", "", "", "", "");
    private static final Acl READ = new Acl("TOPIC", "orders-", "PREFIXED", "User:alice", "*", "READ", "ALLOW");
    private static final Acl WRITE = new Acl("TOPIC", "orders-1", "LITERAL", "User:bob", "*", "WRITE", "DENY");
    private static final Acl GROUP = new Acl("GROUP", "g", "LITERAL", "User:alice", "10.0.0.1", "ALL", "ALLOW");

    @TempDir
    static Path directory;

    private static LinkBroker broker;

    @BeforeAll
    static void start() throws IOException {
        int controller = KafkaCluster.freePort();
        Path file = Files.writeString(directory.resolve("broker.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%1$d
                listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                cluster.id=%3$s
                log.dirs=%4$s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                """.formatted(
                        controller, KafkaCluster.freePort(), Uuid.randomUuid(), directory.resolve("kafka")));
        broker = TestBroker.open(new KafkaPlace.Joined(file));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static AclService acls() {
        return broker.service().cluster().acls();
    }

    private static TainException refused(Runnable wish) {
        return catchThrowableOfType(TainException.class, wish::run);
    }

    private static Acl on(String resource, String name, String pattern) {
        return new Acl(resource, name, pattern, "", "", "", "");
    }

    @Test
    void madeFoundAndDeletedByFilters() {
        acls().create(List.of(READ));
        acls().create(List.of(READ, WRITE, GROUP));
        Await.until("all are there", () -> acls().find(ALL).size() == 3);
        assertThat(acls().find(ALL)).containsExactlyInAnyOrder(READ, WRITE, GROUP);
        assertThat(acls().find(on("topic", "", "Any"))).containsExactlyInAnyOrder(READ, WRITE);
        assertThat(acls().find(on("TOPIC", "orders-1", "MATCH"))).containsExactlyInAnyOrder(READ, WRITE);
        assertThat(acls().find(on("TOPIC", "orders-1", "LITERAL"))).containsExactly(WRITE);
        assertThat(acls().find(new Acl("", "", "", "User:alice", "10.0.0.1", "ALL", "ALLOW")))
                .containsExactly(GROUP);

        assertThat(acls().delete(new Acl("ANY", "", "ANY", "User:alice", "", "ANY", "ANY")))
                .containsExactlyInAnyOrder(READ, GROUP);
        Await.untilEqual("one is left", List.of(WRITE), () -> acls().find(ALL));
        assertThat(acls().delete(ALL)).containsExactly(WRITE);
        assertThat(acls().delete(ALL)).isEmpty();
    }

    @Test
    void wordsThatDoNotFitAreRefusedWithThoseThatDo() {
        TainException unknown = refused(() -> acls().find(on("TABLE", "", "")));
        assertThat(unknown.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(unknown.sentence()).isEqualTo("The resource type 'TABLE' does not fit here.");
        assertThat(unknown.remedy()).contains("TOPIC", "TRANSACTIONAL_ID").doesNotContain("UNKNOWN");
        for (Acl wrong : List.of(
                new Acl("ANY", "n", "LITERAL", "User:a", "*", "READ", "ALLOW"),
                new Acl("TOPIC", "n", "MATCH", "User:a", "*", "READ", "ALLOW"),
                new Acl("TOPIC", "n", "LITERAL", "a", "*", "READ", "ALLOW"),
                new Acl("TOPIC", "n", "LITERAL", "", "*", "READ", "ALLOW"),
                new Acl("TOPIC", "n", "LITERAL", "User:a", "", "READ", "ALLOW"),
                new Acl("TOPIC", "n", "LITERAL", "User:a", "*", "ANY", "ALLOW"),
                new Acl("TOPIC", "n", "LITERAL", "User:a", "*", "READ", ""),
                new Acl("TOPIC", "", "LITERAL", "User:a", "*", "READ", "ALLOW"))) {
            assertThat(refused(() -> acls().create(List.of(wrong))).code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        }
        // what only Kafka knows
        Acl cluster = new Acl("CLUSTER", "mine", "LITERAL", "User:a", "*", "ALTER", "ALLOW");
        assertThat(refused(() -> acls().create(List.of(cluster))).code()).isEqualTo(ErrorCode.KAFKA_REFUSED);
    }

    @Test
    void aClusterWithoutAuthorizerHasNone(@TempDir Path other) {
        try (LinkBroker open = TestBroker.open(new KafkaPlace.Embedded(other, "127.0.0.1", 0))) {
            AclService none = open.service().cluster().acls();
            assertThat(refused(() -> none.find(ALL)).code()).isEqualTo(ErrorCode.KAFKA_REFUSED);
            assertThat(refused(() -> none.create(List.of(READ))).code()).isEqualTo(ErrorCode.KAFKA_REFUSED);
            assertThat(refused(() -> none.delete(ALL)).code()).isEqualTo(ErrorCode.KAFKA_REFUSED);
        }
    }
}
