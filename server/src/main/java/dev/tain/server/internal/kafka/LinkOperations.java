package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.link.LinkWish;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.LinkMessages.CreateLinkQuery;
import dev.tain.server.internal.kafka.LinkMessages.CreateLinkRequestData;
import dev.tain.server.internal.kafka.LinkMessages.DeleteLinkQuery;
import dev.tain.server.internal.kafka.LinkMessages.GetLinkQuery;
import dev.tain.server.internal.kafka.LinkMessages.ListLinksResponseData;
import java.util.List;

/** Creating, showing and deleting links. */
final class LinkOperations {
    static final String LINKS = Operation.CLUSTER + "/links";
    static final String LINK = LINKS + "/{link_name}";

    private final LinkService links;

    LinkOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, LINKS, this::list),
                operation.doing(Verb.POST, LINKS, this::create),
                operation.answering(Verb.GET, LINK, this::link),
                operation.doing(Verb.DELETE, LINK, this::delete));
    }

    private ItemList list(Call call) {
        return new ItemList(
                "KafkaLinkDataList",
                call.resources().links(),
                links.links().stream()
                        .map(link -> LinkTranslation.message(link, false, call.resources()))
                        .toList());
    }

    /** Published as 204; what servers answer, and clients look for, is 201. */
    private int create(Call call) {
        CreateLinkQuery query = call.query(CreateLinkQuery.class);
        CreateLinkRequestData body = call.body(CreateLinkRequestData.class);
        checkClusters(body);
        boolean validate = query.validateLink() == null || query.validateLink();
        try {
            links.createLink(new LinkWish(
                    query.linkName(),
                    body.remoteClusterId().isEmpty() ? body.sourceClusterId() : body.remoteClusterId(),
                    ConfigTranslation.given(body.configs()),
                    query.validateOnly(),
                    validate));
        } catch (TainException e) {
            throw Faults.makingLink(e);
        }
        return query.validateOnly() ? 200 : 201;
    }

    /** Of the ids that a request may give, links of other modes have the other ones. */
    private void checkClusters(CreateLinkRequestData body) {
        if (!body.destinationClusterId().isEmpty()
                && !body.destinationClusterId().equals(links.clusterId())) {
            throw Faults.invalid(
                    "destination_cluster_id is " + body.destinationClusterId() + ", but this is " + links.clusterId()
                            + ", and links are made where they copy to.",
                    "Ask the destination cluster, and name the other one in source_cluster_id.");
        }
        boolean bothWays = body.configs().stream()
                .anyMatch(each -> each.name().equals("link.mode") && "BIDIRECTIONAL".equals(each.value()));
        String wrong = bothWays ? body.sourceClusterId() : body.remoteClusterId();
        if (!wrong.isEmpty()) {
            throw Faults.invalid(
                    bothWays
                            ? "source_cluster_id belongs to links of link.mode DESTINATION."
                            : "remote_cluster_id belongs to bidirectional links.",
                    "Name the other cluster in remote_cluster_id with link.mode=BIDIRECTIONAL, and in source_cluster_id"
                            + " otherwise.");
        }
        if (!body.clusterLinkId().isEmpty()) {
            throw Faults.invalid(
                    "cluster_link_id cannot be given: each of the two links of a bidirectional one has its own.",
                    "Leave it out.");
        }
    }

    private ListLinksResponseData link(Call call) {
        boolean withTasks = call.query(GetLinkQuery.class).includeTasks();
        return LinkTranslation.message(links.link(call.link()), withTasks, call.resources());
    }

    private int delete(Call call) {
        DeleteLinkQuery query = call.query(DeleteLinkQuery.class);
        links.deleteLink(call.link(), query.force(), query.validateOnly());
        return 200;
    }
}
