package dev.tain.server.internal.kafka;

import static dev.tain.server.internal.http.Verb.DELETE;
import static dev.tain.server.internal.http.Verb.GET;
import static dev.tain.server.internal.http.Verb.POST;

import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Published operations that are not here yet. They answer so in a sentence, never with "not found". */
final class MissingOperations {
    private MissingOperations() {}

    static List<Route> routes() {
        return Stream.of(ofTopics(), ofGroups(), ofBrokers())
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<Route> missing(String below, Verb... verbs) {
        return Arrays.stream(verbs).map(verb -> Operation.missing(verb, Operation.CLUSTER + "/" + below));
    }

    private static List<Route> ofTopics() {
        String topic = "topics/{topic_name}";
        String partition = topic + "/partitions/{partition_id}";
        return Stream.of(
                        missing(topic + "/records", POST),
                        missing(topic + "/records:batch", POST),
                        missing(topic + "/partitions/-/replica-status", GET),
                        missing(partition + "/offset", GET),
                        missing(partition + "/replica-status", GET))
                .flatMap(routes -> routes)
                .toList();
    }

    private static List<Route> ofGroups() {
        String share = "share-groups/{group_id}";
        String streams = "streams-groups/{group_id}";
        return Stream.of(
                        missing("share-groups", GET),
                        missing(share, GET, DELETE),
                        missing(share + "/consumers", GET),
                        missing(share + "/consumers/{consumer_id}", GET),
                        missing(share + "/consumers/{consumer_id}/assignments", GET),
                        missing("streams-groups", GET),
                        missing(streams, GET),
                        missing(streams + "/subtopologies", GET),
                        missing(streams + "/subtopologies/{subtopology_id}", GET),
                        missing(streams + "/members", GET),
                        missing(streams + "/members/{member_id}", GET),
                        missing(streams + "/members/{member_id}/assignments", GET),
                        missing(streams + "/members/{member_id}/assignments/{assignments_type}", GET))
                .flatMap(routes -> routes)
                .toList();
    }

    private static List<Route> ofBrokers() {
        return missing("brokers/{broker_id}", DELETE).toList();
    }
}
