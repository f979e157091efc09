package dev.tain.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A link, and how it is.
 *
 * @param id 22 characters of base64, as Kafka writes ids
 * @param uuid the same id as a UUID
 * @param sourceClusterId empty when the source was never heard
 * @param topics its mirrors that have not ended
 * @param trouble why the source is not reached; empty while it is
 * @param bothWays whether the other cluster may have a link to this one that belongs to it
 * @param partitions how many partitions of mirrors are in which condition
 */
public record LinkStatus(
        String name,
        String id,
        String uuid,
        String sourceClusterId,
        List<String> topics,
        State state,
        Optional<Trouble> trouble,
        List<Task> tasks,
        Map<PartitionKind, Integer> partitions,
        boolean bothWays) {
    /** Of one way. */
    public LinkStatus(
            String name,
            String id,
            String uuid,
            String sourceClusterId,
            List<String> topics,
            State state,
            Optional<Trouble> trouble,
            List<Task> tasks,
            Map<PartitionKind, Integer> partitions) {
        this(name, id, uuid, sourceClusterId, topics, state, trouble, tasks, partitions, false);
    }

    public LinkStatus {
        topics = List.copyOf(topics);
        tasks = List.copyOf(tasks);
        partitions = Map.copyOf(partitions);
    }

    /** How a link is. */
    public enum State {
        ACTIVE,
        PAUSED,
        /** The source was not reached for some time. */
        UNAVAILABLE
    }

    /** What kind of trouble. */
    public enum TroubleKind {
        AUTHENTICATION,
        ADDRESS_UNRESOLVABLE,
        NOT_CONNECTED,
        TIMEOUT,
        OTHER
    }

    /** Why the source is not reached. */
    public record Trouble(TroubleKind kind, String sentence) {}

    /** Conditions of a mirror's partitions. */
    public enum PartitionKind {
        ACTIVE,
        PAUSED,
        PENDING,
        IN_ERROR
    }

    /** What a link does beside copying records. */
    public enum TaskKind {
        GROUP_OFFSETS,
        TOPIC_CONFIGS,
        /** Making mirrors of the source's topics by itself. */
        AUTO_CREATE,
        ACLS
    }

    /**
     * How it goes with one of them.
     *
     * @param active whether it is switched on
     * @param problems what went wrong the last time, a sentence each
     */
    public record Task(TaskKind kind, boolean active, List<Problem> problems) {
        public Task {
            problems = List.copyOf(problems);
        }
    }

    /** What went wrong with a task. */
    public record Problem(ProblemKind kind, String sentence) {}

    /** What kinds of problems tasks have. */
    public enum ProblemKind {
        AUTHENTICATION,
        AUTHORIZATION,
        MISCONFIGURED,
        GROUP_IN_USE,
        /** A topic is in the way that is no mirror of the link. */
        TOPIC_EXISTS,
        /** No topic may be called so, or be as it would have to be. */
        TOPIC_INVALID,
        /** One of the clusters has no authorizer, and so no ACLs. */
        SECURITY_DISABLED,
        OTHER
    }
}
