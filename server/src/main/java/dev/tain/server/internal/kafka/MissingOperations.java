package dev.tain.server.internal.kafka;

import static dev.tain.server.internal.http.Verb.DELETE;
import static dev.tain.server.internal.http.Verb.GET;
import static dev.tain.server.internal.http.Verb.POST;
import static dev.tain.server.internal.http.Verb.PUT;

import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Published operations that are not here yet. They answer so in a sentence, never with "not found". */
final class MissingOperations {
    private MissingOperations() {}

    static List<Route> routes() {
        return Stream.of(ofTopics(), ofPartitions(), ofGroups(), ofBrokers(), ofAcls())
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<Route> missing(String below, Verb... verbs) {
        return Arrays.stream(verbs).map(verb -> Operation.missing(verb, Operation.CLUSTER + "/" + below));
    }

    private static List<Route> ofTopics() {
        String topic = "topics/{topic_name}";
        return Stream.of(
                        missing("topics/-/configs", GET),
                        missing(topic + "/configs:alter", POST),
                        missing(topic + "/configs/{name}", PUT, DELETE),
                        missing(topic + "/default-configs", GET),
                        missing(topic + "/records", POST),
                        missing(topic + "/records:batch", POST))
                .flatMap(routes -> routes)
                .toList();
    }

    private static List<Route> ofPartitions() {
        String partitions = "topics/{topic_name}/partitions";
        String partition = partitions + "/{partition_id}";
        return Stream.of(
                        missing(partitions, GET),
                        missing(partitions + "/-/reassignment", GET),
                        missing(partitions + "/-/replica-status", GET),
                        missing(partition, GET),
                        missing(partition + "/offset", GET),
                        missing(partition + "/reassignment", GET),
                        missing(partition + "/replica-status", GET),
                        missing(partition + "/replicas", GET),
                        missing(partition + "/replicas/{broker_id}", GET))
                .flatMap(routes -> routes)
                .toList();
    }

    private static List<Route> ofGroups() {
        String group = "consumer-groups/{consumer_group_id}";
        String consumer = group + "/consumers/{consumer_id}";
        return Stream.of(
                        missing("consumer-groups", GET),
                        missing(group, GET),
                        missing(group + "/consumers", GET),
                        missing(consumer, GET),
                        missing(consumer + "/assignments", GET),
                        missing(consumer + "/assignments/{topic_name}/partitions/{partition_id}", GET),
                        missing(group + "/lag-summary", GET),
                        missing(group + "/lags", GET),
                        missing(group + "/lags/{topic_name}/partitions/{partition_id}", GET),
                        missing("share-groups", GET),
                        missing("share-groups/{group_id}", GET, DELETE),
                        missing("streams-groups", GET),
                        missing("streams-groups/{group_id}", GET))
                .flatMap(routes -> routes)
                .toList();
    }

    private static List<Route> ofBrokers() {
        return Stream.of(
                        missing("brokers", GET),
                        missing("brokers/{broker_id}", GET, DELETE),
                        missing("brokers/{broker_id}/configs", GET),
                        missing("brokers/{broker_id}/configs:alter", POST),
                        missing("brokers/{broker_id}/configs/{name}", GET, PUT, DELETE),
                        missing("brokers/{broker_id}/partition-replicas", GET),
                        missing("broker-configs", GET),
                        missing("broker-configs:alter", POST),
                        missing("broker-configs/{name}", GET, PUT, DELETE))
                .flatMap(routes -> routes)
                .toList();
    }

    private static List<Route> ofAcls() {
        return Stream.concat(missing("acls", GET, POST, DELETE), missing("acls:batch", POST))
                .toList();
    }
}
