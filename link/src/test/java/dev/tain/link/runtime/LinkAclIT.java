package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.LinkWish;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ACLs are taken over from a stock source into a cluster of one link broker, both with Kafka's own authorizer. */
class LinkAclIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Map<String, String> AUTHORIZED = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users", "User:ANONYMOUS");

    @TempDir
    static Path directory;

    private static LinkBroker open() throws Exception {
        int controller = KafkaCluster.freePort();
        String properties =
                """
                process.roles=broker,controller
                node.id=1
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%1$d
                listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=2
                cluster.id=%3$s
                log.dirs=%4$s
                """.formatted(controller, KafkaCluster.freePort(), Uuid.randomUuid(), directory.resolve("kafka"));
        String more = AUTHORIZED.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(directory.resolve("broker.properties"), properties + more);
        return TestBroker.open(new KafkaPlace.Joined(file));
    }

    private static AclBinding topic(String user, PatternType pattern, String name, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, name, pattern),
                new AccessControlEntry("User:" + user, "*", AclOperation.READ, permission));
    }

    private static AclBinding read(String user) {
        return topic(user, PatternType.LITERAL, "orders", AclPermissionType.ALLOW);
    }

    private static Collection<AclBinding> all(Admin admin) throws Exception {
        return admin.describeAcls(AclBindingFilter.ANY).values().get(20, TimeUnit.SECONDS);
    }

    private static void add(Admin admin, AclBinding... acls) throws Exception {
        admin.createAcls(List.of(acls)).all().get(20, TimeUnit.SECONDS);
    }

    private static void remove(Admin admin, AclBinding... acls) throws Exception {
        admin.deleteAcls(List.of(acls).stream().map(AclBinding::toFilter).toList())
                .all()
                .get(20, TimeUnit.SECONDS);
    }

    private static void awaitAcls(String what, Admin admin, AclBinding... acls) {
        Await.atMost(LIMIT)
                .value(
                        what,
                        () -> all(admin),
                        found -> found.size() == acls.length && found.containsAll(List.of(acls)));
    }

    @Test
    void aclsFollowAndThoseOfOthersAreLeftAlone() throws Exception {
        AclBinding denial = topic("zoe", PatternType.PREFIXED, "or", AclPermissionType.DENY);
        AclBinding ofGroup = new AclBinding(
                new ResourcePattern(ResourceType.GROUP, "shop", PatternType.LITERAL),
                new AccessControlEntry("User:al", "*", AclOperation.READ, AclPermissionType.ALLOW));
        try (KafkaCluster source = KafkaCluster.start(1, AUTHORIZED);
                LinkBroker broker = open();
                Admin there = source.admin();
                Admin here = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            add(there, read("al"), read("both"), denial, ofGroup);
            add(here, read("foreign"), read("both"));
            createLink(broker, source);
            awaitAcls("ACLs came", here, read("al"), denial, read("foreign"), read("both"));

            remove(there, read("al"), read("both"));
            add(there, read("new"));
            awaitAcls("what is gone there is gone", here, read("new"), denial, read("foreign"), read("both"));

            // what is the link's own is known to its next run too
            enable(broker, Optional.empty());
            remove(there, denial);
            add(there, read("late"));
            enable(broker, Optional.of("true"));
            awaitAcls("they follow again", here, read("new"), read("late"), read("foreign"), read("both"));
            broker.service().deleteLink("acls", false, false);
            assertThat(all(here)).contains(read("new"), read("late"));
        }
    }

    private static void enable(LinkBroker broker, Optional<String> value) {
        broker.service().alterConfigs("acls", List.of(new ConfigChange("acl.sync.enable", value)), false);
    }

    private static void createLink(LinkBroker broker, KafkaCluster source) {
        Map<String, String> configs = Map.of(
                "bootstrap.servers", source.bootstrap(),
                "acl.sync.enable", "true",
                "acl.sync.ms", "1000",
                "acl.filters", """
                        {"aclFilters": [{
                          "resourceFilter": {"resourceType": "topic", "patternType": "any"},
                          "accessFilter": {"operation": "any", "permissionType": "any"}}]}""");
        Await.until("this broker decides and makes the link", () -> {
            broker.service().createLink(new LinkWish("acls", "", configs, false, true));
            return true;
        });
    }
}
