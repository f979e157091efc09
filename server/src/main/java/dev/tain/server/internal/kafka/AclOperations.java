package dev.tain.server.internal.kafka;

import dev.tain.link.AclService;
import dev.tain.link.AclService.Acl;
import dev.tain.link.LinkService;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.AclMessages.AclData;
import dev.tain.server.internal.kafka.AclMessages.AclQuery;
import dev.tain.server.internal.kafka.AclMessages.CreateAclRequestData;
import dev.tain.server.internal.kafka.AclMessages.CreateAclRequestDataList;
import dev.tain.server.internal.kafka.AclMessages.DeletedAcls;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** ACLs: found by filters, made one by one or many at once, deleted by filters. */
final class AclOperations {
    private static final String ACLS = Operation.CLUSTER + "/acls";

    private final LinkService links;

    AclOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, ACLS, this::find),
                operation.doing(Verb.POST, ACLS, this::create),
                operation.doing(Verb.POST, ACLS + ":batch", this::createAll),
                operation.answering(Verb.DELETE, ACLS, this::delete));
    }

    private AclService acls() {
        return links.cluster().acls();
    }

    private ItemList find(Call call) {
        Acl filter = filter(call.query(AclQuery.class));
        return new ItemList("KafkaAclList", self(filter, call.resources()), messages(acls().find(filter), call));
    }

    private int create(Call call) {
        acls().create(List.of(acl(call.body(CreateAclRequestData.class))));
        return 201;
    }

    private int createAll(Call call) {
        List<CreateAclRequestData> data =
                call.body(CreateAclRequestDataList.class).data();
        if (data.isEmpty()) {
            throw Faults.invalid("The request has no ACLs.", "Give at least one in data.");
        }
        acls().create(data.stream().map(AclOperations::acl).toList());
        return 201;
    }

    /** What covers all must be said, so that nobody deletes everything by leaving something out. */
    private DeletedAcls delete(Call call) {
        Acl filter = filter(call.query(AclQuery.class));
        String missing = Map.of(
                        "resource_type", filter.resource(),
                        "pattern_type", filter.pattern(),
                        "operation", filter.operation(),
                        "permission", filter.permission())
                .entrySet()
                .stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw Faults.invalid(
                    "The request does not say which ACLs are meant: it has no " + missing + ".",
                    "Give what is missing; ANY means all.");
        }
        return new DeletedAcls(messages(acls().delete(filter), call));
    }

    private static Acl filter(AclQuery query) {
        return new Acl(
                query.resourceType(),
                query.resourceName(),
                query.patternType(),
                query.principal(),
                query.host(),
                query.operation(),
                query.permission());
    }

    private static Acl acl(CreateAclRequestData data) {
        return new Acl(
                data.resourceType(),
                data.resourceName(),
                data.patternType(),
                data.principal(),
                data.host(),
                data.operation(),
                data.permission());
    }

    private static List<AclData> messages(List<Acl> acls, Call call) {
        return acls.stream().map(acl -> message(acl, call.resources())).toList();
    }

    private static AclData message(Acl acl, Resources resources) {
        return new AclData(
                "KafkaAcl",
                Resources.unnamed(self(acl, resources)),
                resources.clusterId(),
                acl.resource(),
                acl.name(),
                acl.pattern(),
                acl.principal(),
                acl.host(),
                acl.operation(),
                acl.permission());
    }

    /** An ACL has no name of its own: it is found by all that it says. */
    private static String self(Acl acl, Resources resources) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("resource_type", acl.resource());
        parameters.put("resource_name", acl.name());
        parameters.put("pattern_type", acl.pattern());
        parameters.put("principal", acl.principal());
        parameters.put("host", acl.host());
        parameters.put("operation", acl.operation());
        parameters.put("permission", acl.permission());
        String query = parameters.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> each.getKey() + "=" + Resources.segment(each.getValue()))
                .collect(Collectors.joining("&"));
        return resources.ofCluster("/acls" + (query.isEmpty() ? "" : "?" + query));
    }
}
