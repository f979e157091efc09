package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.ClusterMessages.ClusterData;
import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import java.util.List;

/** The one cluster there is: clients ask for its id before anything else. */
final class ClusterOperations {
    private final LinkService links;

    ClusterOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, Operation.CLUSTERS, this::list),
                operation.answering(Verb.GET, Operation.CLUSTER, this::cluster));
    }

    private ItemList list(Call call) {
        return new ItemList("KafkaClusterList", call.resources().clusters(), List.of(cluster(call)));
    }

    private ClusterData cluster(Call call) {
        Resources resources = call.resources();
        return new ClusterData(
                "KafkaCluster",
                resources.named(resources.ofCluster("")),
                links.clusterId(),
                new Relationship(resources.ofCluster("/acls")),
                new Relationship(resources.ofCluster("/brokers")),
                new Relationship(resources.ofCluster("/broker-configs")),
                new Relationship(resources.ofCluster("/consumer-groups")),
                new Relationship(resources.ofCluster("/topics")),
                new Relationship(resources.ofCluster("/topics/-/partitions/-/reassignment")));
    }
}
