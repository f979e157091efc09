package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.link.PartitionService;
import dev.tain.link.PartitionService.Partition;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.PartitionMessages.PartitionData;
import dev.tain.server.internal.kafka.PartitionMessages.ReassignmentData;
import dev.tain.server.internal.kafka.PartitionMessages.ReplicaData;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Partitions of topics, where their replicas are, and which of these are being moved. */
final class PartitionOperations {
    private static final String PARTITIONS = TopicOperations.TOPIC + "/partitions";
    private static final String PARTITION = PARTITIONS + "/{partition_id}";
    private static final String REPLICAS = PARTITION + "/replicas";
    private static final String MOVES = "/partitions/-/reassignment";

    private final LinkService links;

    PartitionOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, PARTITIONS, this::list),
                operation.answering(Verb.GET, PARTITION, this::partition),
                operation.answering(Verb.GET, REPLICAS, this::replicas),
                operation.answering(Verb.GET, REPLICAS + "/{broker_id}", this::replica),
                operation.answering(Verb.GET, PARTITION + "/reassignment", this::move),
                operation.answering(
                        Verb.GET,
                        TopicOperations.TOPIC + MOVES,
                        call -> moves(call, call.resources().topic(call.topic()), Optional.of(call.topic()))),
                operation.answering(
                        Verb.GET,
                        TopicOperations.TOPICS + "/-" + MOVES,
                        call -> moves(call, call.resources().topics() + "/-", Optional.empty())),
                operation.answering(Verb.GET, BrokerOperations.BROKER + "/partition-replicas", this::onBroker));
    }

    private PartitionService partitions() {
        return links.cluster().partitions();
    }

    private ItemList list(Call call) {
        return new ItemList(
                "KafkaPartitionList",
                call.resources().topic(call.topic()) + "/partitions",
                partitions().partitions(call.topic()).stream()
                        .map(partition -> PartitionTranslation.message(partition, call.resources()))
                        .toList());
    }

    private Partition asked(Call call) {
        return partitions().partition(call.topic(), call.partition());
    }

    private PartitionData partition(Call call) {
        return PartitionTranslation.message(asked(call), call.resources());
    }

    private static List<ReplicaData> replicas(Partition partition, Call call) {
        return partition.replicas().stream()
                .map(replica -> PartitionTranslation.message(partition, replica, call.resources()))
                .toList();
    }

    private ItemList replicas(Call call) {
        String self = call.resources().partition(call.topic(), call.partition()) + "/replicas";
        return new ItemList("KafkaReplicaList", self, replicas(asked(call), call));
    }

    private ReplicaData replica(Call call) {
        int broker = call.broker();
        return onBroker(replicas(asked(call), call).stream(), broker)
                .findFirst()
                .orElseThrow(() -> Faults.notFound("Broker " + broker + " has no replica of partition "
                        + call.partition() + " of topic '" + call.topic() + "'."));
    }

    private static Stream<ReplicaData> onBroker(Stream<ReplicaData> replicas, int broker) {
        return replicas.filter(each -> each.brokerId() == broker);
    }

    private ItemList onBroker(Call call) {
        int broker = links.cluster().brokers().broker(call.broker()).id();
        return new ItemList(
                "KafkaReplicaList",
                call.resources().broker(broker) + "/partition-replicas",
                partitions().onBroker(broker).stream()
                        .flatMap(partition -> onBroker(replicas(partition, call).stream(), broker))
                        .toList());
    }

    private ItemList moves(Call call, String topics, Optional<String> topic) {
        return new ItemList(
                "KafkaReassignmentList",
                topics + MOVES,
                partitions().moves(topic).stream()
                        .map(move -> PartitionTranslation.message(move, call.resources()))
                        .toList());
    }

    private ReassignmentData move(Call call) {
        int partition = asked(call).partition();
        return partitions().moves(Optional.of(call.topic())).stream()
                .filter(move -> move.partition() == partition)
                .map(move -> PartitionTranslation.message(move, call.resources()))
                .findFirst()
                .orElseThrow(() -> Faults.notFound("Partition " + partition + " of topic '" + call.topic()
                        + "' is not being moved between brokers."));
    }
}
