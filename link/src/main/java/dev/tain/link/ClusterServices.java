package dev.tain.link;

/** What can be asked about the destination cluster beside links, and done to it. */
public record ClusterServices(
        TopicService topics,
        TopicConfigService topicConfigs,
        PartitionService partitions,
        BrokerService brokers,
        GroupService groups,
        AclService acls) {}
