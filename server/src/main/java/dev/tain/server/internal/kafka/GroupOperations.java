package dev.tain.server.internal.kafka;

import dev.tain.link.GroupService;
import dev.tain.link.GroupService.Group;
import dev.tain.link.GroupService.GroupLag;
import dev.tain.link.GroupService.Member;
import dev.tain.link.LinkService;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerAssignmentData;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerGroupLagSummaryData;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerLagData;
import java.util.List;

/** Consumer groups, who is in them, and how far they are behind. */
final class GroupOperations {
    private static final String GROUPS = Operation.CLUSTER + "/consumer-groups";
    private static final String GROUP = GROUPS + "/{consumer_group_id}";
    private static final String CONSUMERS = GROUP + "/consumers";
    private static final String CONSUMER = CONSUMERS + "/{consumer_id}";
    private static final String ASSIGNMENTS = CONSUMER + "/assignments";
    private static final String LAGS = GROUP + "/lags";
    private static final String PLACE = "/{topic_name}/partitions/{partition_id}";

    private final LinkService links;

    GroupOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(Verb.GET, GROUPS, this::list),
                operation.answering(Verb.GET, GROUP, call -> GroupTranslation.message(group(call), call.resources())),
                operation.answering(Verb.GET, CONSUMERS, this::consumers),
                operation.answering(Verb.GET, CONSUMER, this::consumer),
                operation.answering(Verb.GET, ASSIGNMENTS, this::assignments),
                operation.answering(Verb.GET, ASSIGNMENTS + PLACE, this::assignment),
                operation.answering(Verb.GET, GROUP + "/lag-summary", this::summary),
                operation.answering(Verb.GET, LAGS, this::lags),
                operation.answering(Verb.GET, LAGS + PLACE, this::lag));
    }

    private GroupService groups() {
        return links.cluster().groups();
    }

    private Group group(Call call) {
        return groups().group(call.group());
    }

    private ItemList list(Call call) {
        return new ItemList(
                "KafkaConsumerGroupList",
                call.resources().groups(),
                groups().groups().stream()
                        .map(group -> GroupTranslation.message(group, call.resources()))
                        .toList());
    }

    private ItemList consumers(Call call) {
        Group group = group(call);
        return new ItemList(
                "KafkaConsumerList",
                call.resources().group(group.id()) + "/consumers",
                group.members().stream()
                        .map(member -> GroupTranslation.message(group, member, call.resources()))
                        .toList());
    }

    private static Member member(Group group, Call call) {
        return group.members().stream()
                .filter(each -> each.id().equals(call.consumer()))
                .findFirst()
                .orElseThrow(() -> Faults.of(
                        ErrorCode.CONSUMER_UNKNOWN,
                        "Consumer group '" + group.id() + "' has no consumer '" + call.consumer() + "'.",
                        "List its consumers to see who is in it now."));
    }

    private Record consumer(Call call) {
        Group group = group(call);
        return GroupTranslation.message(group, member(group, call), call.resources());
    }

    private List<ConsumerAssignmentData> assigned(Call call) {
        Group group = group(call);
        Member member = member(group, call);
        return member.assigned().stream()
                .map(each -> GroupTranslation.message(group, member, each, call.resources()))
                .toList();
    }

    private ItemList assignments(Call call) {
        String self = call.resources().consumer(call.group(), call.consumer()) + "/assignments";
        return new ItemList("KafkaConsumerAssignmentList", self, assigned(call));
    }

    private ConsumerAssignmentData assignment(Call call) {
        String topic = call.topic();
        int partition = call.partition();
        return assigned(call).stream()
                .filter(each -> each.topicName().equals(topic) && each.partitionId() == partition)
                .findFirst()
                .orElseThrow(() -> Faults.notFound("Consumer '" + call.consumer() + "' does not read partition "
                        + partition + " of topic '" + topic + "'."));
    }

    private ConsumerGroupLagSummaryData summary(Call call) {
        List<GroupLag> lags = groups().lags(call.group());
        if (lags.isEmpty()) {
            throw Faults.notFound("Consumer group '" + call.group() + "' has not committed any offset.");
        }
        return GroupTranslation.summary(call.group(), lags, call.resources());
    }

    private List<ConsumerLagData> told(Call call) {
        return groups().lags(call.group()).stream()
                .map(lag -> GroupTranslation.message(call.group(), lag, call.resources()))
                .toList();
    }

    private ItemList lags(Call call) {
        return new ItemList("KafkaConsumerLagList", call.resources().group(call.group()) + "/lags", told(call));
    }

    private ConsumerLagData lag(Call call) {
        String topic = call.topic();
        int partition = call.partition();
        return told(call).stream()
                .filter(each -> each.topicName().equals(topic) && each.partitionId() == partition)
                .findFirst()
                .orElseThrow(() -> Faults.notFound("Consumer group '" + call.group()
                        + "' has not committed an offset of partition " + partition + " of topic '" + topic + "'."));
    }
}
