package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.server.internal.http.Family;
import dev.tain.server.internal.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All operations of the API that users of Confluent's Cluster Linking know. */
public final class KafkaApi {
    private static final List<String> PREFIXES = List.of("/kafka/v3/", "/v3/");

    private KafkaApi() {}

    /** @param links empty where Tain runs without Kafka: every path says so then */
    public static Family family(Optional<LinkService> links) {
        return links.map(service -> new Family(PREFIXES, routes(service), true, KafkaErrors::answer))
                .orElseGet(() -> new Family(PREFIXES, List.of(), true, KafkaErrors::answerWithoutKafka));
    }

    private static List<Route> routes(LinkService links) {
        return Stream.of(
                        new ClusterOperations(links).routes(),
                        new LinkOperations(links).routes(),
                        new ConfigOperations(links).routes(),
                        new MirrorOperations(links).routes(),
                        new VerbOperations(links).routes(),
                        new EndingOperations(links).routes(),
                        new TopicOperations(links).routes(),
                        new TopicConfigOperations(links).routes(),
                        new PartitionOperations(links).routes(),
                        new BrokerOperations(links).routes(),
                        new GroupOperations(links).routes(),
                        new AclOperations(links).routes(),
                        MissingOperations.routes())
                .flatMap(List::stream)
                .toList();
    }
}
