package dev.tain.link.runtime;

import dev.tain.link.plan.FenceRecord;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A source with Kafka's own authorizer. Whoever comes without a password may do everything that ACLs do not deny; user
 * {@code boss} may do that too; user {@code poor} may only read.
 */
final class GuardedSource implements AutoCloseable {
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final String ANONYMOUS = "User:ANONYMOUS";

    private final int port = KafkaCluster.freePort();
    private final KafkaCluster cluster = KafkaCluster.start(
            Map.of(
                    "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "allow.everyone.if.no.acl.found", "true",
                    "super.users", "User:boss"),
            List.of(new KafkaListener(
                    "NAMED",
                    "SASL_PLAINTEXT",
                    port,
                    "127.0.0.1:" + port,
                    Map.of(
                            "sasl.enabled.mechanisms",
                            "PLAIN",
                            "plain.sasl.jaas.config",
                            MODULE + "user_boss=\"boss\" user_poor=\"poor\";"))));

    GuardedSource() throws Exception {
        allow(ResourceType.CLUSTER, Resource.CLUSTER_NAME, ANONYMOUS, AclOperation.ALL);
        allow(ResourceType.CLUSTER, Resource.CLUSTER_NAME, "User:poor", AclOperation.DESCRIBE);
    }

    KafkaCluster cluster() {
        return cluster;
    }

    private void allow(ResourceType type, String name, String principal, AclOperation operation) throws Exception {
        AclBinding acl = new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
        try (Admin admin = cluster.admin()) {
            admin.createAcls(List.of(acl)).all().get(20, TimeUnit.SECONDS);
        }
    }

    /** Makes a topic without ACLs. */
    void create(String topic, int partitions) throws Exception {
        try (Admin admin = cluster.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    /** Lets everybody do everything with a topic. */
    void open(String topic) throws Exception {
        allow(ResourceType.TOPIC, topic, "User:*", AclOperation.ALL);
    }

    boolean isClosed(String topic) throws Exception {
        AclBinding denial = FenceRecord.denial(topic);
        try (Admin admin = cluster.admin()) {
            return admin.describeAcls(denial.toFilter())
                    .values()
                    .get(20, TimeUnit.SECONDS)
                    .contains(denial);
        }
    }

    /** Settings of a client that comes with a name. */
    Map<String, String> named(String user) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + "username=\"" + user + "\" password=\"" + user + "\";");
    }

    KafkaProducer<String, String> producer(Map<String, String> configs) {
        Map<String, Object> all = new HashMap<>(configs);
        all.putIfAbsent("bootstrap.servers", cluster.bootstrap());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
