package dev.tain.server.internal.kafka;

import dev.tain.link.LinkStatus;
import dev.tain.link.LinkStatus.PartitionKind;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.LinkStatus.State;
import dev.tain.link.LinkStatus.Task;
import dev.tain.link.LinkStatus.TaskKind;
import dev.tain.link.LinkStatus.Trouble;
import dev.tain.link.LinkStatus.TroubleKind;
import dev.tain.server.internal.kafka.LinkMessages.CategoryCount;
import dev.tain.server.internal.kafka.LinkMessages.LinkTask;
import dev.tain.server.internal.kafka.LinkMessages.ListLinksResponseData;
import dev.tain.server.internal.kafka.LinkMessages.TaskError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Links in published words. */
final class LinkTranslation {
    private static final String NO_ERROR = "NO_ERROR";

    private LinkTranslation() {}

    static ListLinksResponseData message(LinkStatus link, boolean withTasks, Resources resources) {
        String other = link.sourceClusterId().isEmpty() ? null : link.sourceClusterId();
        return new ListLinksResponseData(
                "KafkaLinkData",
                Resources.unnamed(resources.link(link.name())),
                link.bothWays() ? null : other,
                null,
                link.bothWays() ? other : null,
                link.name(),
                link.uuid(),
                link.id(),
                link.topics(),
                link.trouble().map(Trouble::kind).map(LinkTranslation::error).orElse(NO_ERROR),
                link.trouble().map(Trouble::sentence).orElse(null),
                link.state().name(),
                withTasks
                        ? link.tasks().stream()
                                .map(task -> task(task, link.state()))
                                .toList()
                        : null,
                counts(link.partitions()));
    }

    static String error(TroubleKind kind) {
        return switch (kind) {
            case AUTHENTICATION -> "AUTHENTICATION_ERROR";
            case ADDRESS_UNRESOLVABLE -> "UNRESOLVABLE_BOOTSTRAP_ERROR";
            case NOT_CONNECTED -> "BOOTSTRAP_TCP_CONNECTION_FAILED_ERROR";
            case TIMEOUT -> "TIMEOUT_ERROR";
            case OTHER -> "UNKNOWN";
        };
    }

    private static List<CategoryCount> counts(Map<PartitionKind, Integer> partitions) {
        return Arrays.stream(PartitionKind.values())
                .filter(partitions::containsKey)
                .map(kind -> new CategoryCount(kind.name(), partitions.getOrDefault(kind, 0)))
                .toList();
    }

    private static LinkTask task(Task task, State link) {
        return new LinkTask(
                name(task.kind()),
                state(task, link),
                task.problems().stream()
                        .map(problem -> new TaskError(code(problem.kind()), problem.sentence()))
                        .toList());
    }

    static String name(TaskKind kind) {
        return switch (kind) {
            case GROUP_OFFSETS -> "ConsumerOffsetSync";
            case TOPIC_CONFIGS -> "TopicConfigsSync";
            case AUTO_CREATE -> "AutoCreateMirror";
            case ACLS -> "AclSync";
        };
    }

    /** A task that cannot work because its link does not is so by its link. */
    static String state(Task task, State link) {
        if (!task.active()) {
            return "NOT_CONFIGURED";
        }
        return switch (link) {
            case PAUSED -> "LINK_PAUSED";
            case UNAVAILABLE -> "LINK_UNAVAILABLE";
            case ACTIVE -> task.problems().isEmpty() ? "ACTIVE" : "IN_ERROR";
        };
    }

    static String code(ProblemKind kind) {
        return switch (kind) {
            case AUTHENTICATION -> "AUTHENTICATION_ERROR";
            case AUTHORIZATION -> "AUTHORIZATION_ERROR";
            case MISCONFIGURED -> "MISCONFIGURATION_ERROR";
            case GROUP_IN_USE -> "CONSUMER_GROUP_IN_USE_ERROR";
            case TOPIC_EXISTS -> "TOPIC_EXISTS_ERROR";
            case TOPIC_INVALID -> "INVALID_TOPIC";
            case SECURITY_DISABLED -> "SECURITY_DISABLED_ERROR";
            case OTHER -> "UNKNOWN";
        };
    }
}
