package dev.tain.server.internal.kafka;

import dev.tain.link.GroupService.Assigned;
import dev.tain.link.GroupService.Group;
import dev.tain.link.GroupService.GroupLag;
import dev.tain.link.GroupService.Member;
import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerAssignmentData;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerData;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerGroupData;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerGroupLagSummaryData;
import dev.tain.server.internal.kafka.GroupMessages.ConsumerLagData;
import java.util.List;

/** Consumer groups in published words. */
final class GroupTranslation {
    private GroupTranslation() {}

    static ConsumerGroupData message(Group group, Resources resources) {
        String self = resources.group(group.id());
        return new ConsumerGroupData(
                "KafkaConsumerGroup",
                resources.named(self, "consumer-group=" + group.id()),
                resources.clusterId(),
                group.id(),
                group.isSimple(),
                group.assignor(),
                group.state().name(),
                group.kind().name(),
                group.isMixed(),
                new Relationship(resources.broker(group.coordinator())),
                new Relationship(self + "/consumers"),
                new Relationship(self + "/lag-summary"));
    }

    static ConsumerData message(Group group, Member member, Resources resources) {
        String self = resources.consumer(group.id(), member.id());
        return new ConsumerData(
                "KafkaConsumer",
                resources.named(self, "consumer-group=" + group.id() + "/consumer=" + member.id()),
                resources.clusterId(),
                group.id(),
                member.id(),
                member.instance().orElse(null),
                member.client(),
                new Relationship(self + "/assignments"));
    }

    static ConsumerAssignmentData message(Group group, Member member, Assigned assigned, Resources resources) {
        String below = Resources.segment(assigned.topic()) + "/partitions/" + assigned.partition();
        String name = "consumer-group=" + group.id() + "/consumer=" + member.id() + "/assignment=topic="
                + assigned.topic() + "/partition=" + assigned.partition();
        return new ConsumerAssignmentData(
                "KafkaConsumerAssignment",
                resources.named(resources.consumer(group.id(), member.id()) + "/assignments/" + below, name),
                resources.clusterId(),
                group.id(),
                member.id(),
                assigned.topic(),
                assigned.partition(),
                new Relationship(resources.partition(assigned.topic(), assigned.partition())),
                new Relationship(resources.group(group.id()) + "/lags/" + below));
    }

    static ConsumerLagData message(String group, GroupLag lag, Resources resources) {
        String self =
                resources.group(group) + "/lags/" + Resources.segment(lag.topic()) + "/partitions/" + lag.partition();
        String name = "consumer-group=" + group + "/lag=" + lag.topic() + "/partition=" + lag.partition();
        return new ConsumerLagData(
                "KafkaConsumerLag",
                resources.named(self, name),
                resources.clusterId(),
                group,
                lag.topic(),
                lag.partition(),
                lag.committed(),
                lag.end(),
                lag.lag(),
                lag.member().map(Member::id).orElse(""),
                lag.member().flatMap(Member::instance).orElse(null),
                lag.member().map(Member::client).orElse(""));
    }

    /** @param lags at least one; of several as far behind the first one counts */
    static ConsumerGroupLagSummaryData summary(String group, List<GroupLag> lags, Resources resources) {
        long most = lags.stream().mapToLong(GroupLag::lag).max().orElse(0);
        GroupLag worst =
                lags.stream().filter(lag -> lag.lag() == most).findFirst().orElseThrow();
        String consumer = worst.member().map(Member::id).orElse("");
        return new ConsumerGroupLagSummaryData(
                "KafkaConsumerGroupLagSummary",
                resources.named(resources.group(group) + "/lag-summary", "consumer-groups=" + group + "/lag-summary"),
                resources.clusterId(),
                group,
                consumer,
                worst.member().flatMap(Member::instance).orElse(null),
                worst.member().map(Member::client).orElse(""),
                worst.topic(),
                worst.partition(),
                most,
                lags.stream().mapToLong(GroupLag::lag).sum(),
                new Relationship(resources.consumer(group, consumer)),
                new Relationship(resources.partition(worst.topic(), worst.partition())));
    }
}
