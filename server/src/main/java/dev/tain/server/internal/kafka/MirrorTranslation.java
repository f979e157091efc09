package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService.VerbResult;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorWish;
import dev.tain.link.plan.MirrorFault;
import dev.tain.server.internal.kafka.LinkMessages.TaskError;
import dev.tain.server.internal.kafka.MirrorMessages.AlterMirrorStatusResponseData;
import dev.tain.server.internal.kafka.MirrorMessages.CreateMirrorTopicRequestData;
import dev.tain.server.internal.kafka.MirrorMessages.GetMirrorQuery;
import dev.tain.server.internal.kafka.MirrorMessages.ListMirrorTopicsResponseData;
import dev.tain.server.internal.kafka.MirrorMessages.MirrorLag;
import dev.tain.server.internal.kafka.MirrorMessages.MissingRecords;
import dev.tain.server.internal.kafka.MirrorMessages.PartitionTruncation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mirror topics in published words. */
final class MirrorTranslation {
    /** What Kafka's own clients send to have the default number of replicas. */
    private static final int DEFAULT_REPLICAS = -1;

    private static final long UNKNOWN = -1;

    private MirrorTranslation() {}

    static MirrorWish wish(CreateMirrorTopicRequestData body) {
        if (body.sourceTopicName().isEmpty()) {
            throw Faults.invalid("source_topic_name is missing.", "Name the topic to be mirrored.");
        }
        return new MirrorWish(
                body.sourceTopicName(),
                Optional.of(body.mirrorTopicName()).filter(name -> !name.isEmpty()),
                Optional.ofNullable(body.replicationFactor()).filter(replicas -> replicas != DEFAULT_REPLICAS),
                ConfigTranslation.given(body.configs()));
    }

    static ListMirrorTopicsResponseData message(MirrorStatus mirror, GetMirrorQuery shown, Resources resources) {
        boolean differs =
                mirror.compared().stream().anyMatch(each -> each.done().differs());
        return new ListMirrorTopicsResponseData(
                "KafkaMirrorData",
                resources.named(resources.mirror(mirror.link(), mirror.topic())),
                mirror.link(),
                mirror.topic(),
                mirror.sourceTopic(),
                mirror.lags().size(),
                lags(mirror),
                MirrorTopicStatus.of(mirror.condition()),
                error(mirror.fault()),
                mirror.stateMillis(),
                shown.includeStateTransitionErrors() ? errors(mirror) : null,
                mirror.cuts().isEmpty() ? null : missing(mirror),
                differs || shown.includeVerification() ? VerificationTranslation.partitions(mirror) : null);
    }

    private static List<MissingRecords> missing(MirrorStatus mirror) {
        return mirror.cuts().stream()
                .map(cut -> new MissingRecords(
                        cut.partition(),
                        cut.kind().name(),
                        cut.from(),
                        cut.until(),
                        cut.savedIn().isEmpty() ? null : cut.savedIn()))
                .toList();
    }

    static List<MirrorLag> lags(MirrorStatus mirror) {
        return mirror.lags().stream()
                .map(lag -> new MirrorLag(lag.partition(), lag.records(), lag.end()))
                .toList();
    }

    static String error(MirrorFault fault) {
        return switch (fault) {
            case NONE -> "NO_ERROR";
            case SOURCE_TOPIC_MISSING -> "SOURCE_TOPIC_MAY_BE_DELETED";
            case SOURCE_TOPIC_RECREATED -> "SOURCE_TOPIC_ID_CHANGED";
            case SOURCE_SHRUNK -> "SOURCE_PARTITIONS_DECREASED";
            case SOURCE_TRUNCATED, SOURCE_EXPIRED -> "UNEXPECTED_TRUNCATION";
            case FORMAT_UNSUPPORTED -> "UNSUPPORTED_MESSAGE_FORMAT";
            case MIRROR_ALTERED -> "ILLEGAL_STATE";
        };
    }

    private static List<TaskError> errors(MirrorStatus mirror) {
        boolean missing = mirror.fault() == MirrorFault.SOURCE_TOPIC_MISSING;
        String code = missing ? "UNKNOWN_TOPIC_OR_PARTITION_ERROR" : "UNKNOWN";
        return mirror.why().isEmpty() ? List.of() : List.of(new TaskError(code, mirror.why()));
    }

    /** What became of a verb. */
    static AlterMirrorStatusResponseData altered(VerbResult result, Truncation shown, Resources resources) {
        MirrorStatus mirror = result.mirror();
        AlterMirrorStatusResponseData told = outcome(
                resources,
                resources.mirror(mirror.link(), mirror.topic()),
                mirror.topic(),
                result.refusal()
                        .map(text -> new Refusal(PublishedError.BAD_REQUEST, text))
                        .orElse(null),
                lags(mirror));
        return shown == Truncation.NONE || result.refusal().isPresent() ? told : withCuts(told, result, shown);
    }

    /** What is said about records that are cut off. */
    enum Truncation {
        /** The verb cuts nothing off. */
        NONE,
        COUNT,
        PARTITIONS
    }

    private static AlterMirrorStatusResponseData withCuts(
            AlterMirrorStatusResponseData told, VerbResult result, Truncation shown) {
        List<PartitionTruncation> partitions = result.cuts().stream()
                .map(cut -> new PartitionTruncation(
                        cut.partition(), cut.from(), cut.until() < 0 ? UNKNOWN : cut.until() - cut.from()))
                .toList();
        boolean known = !partitions.isEmpty() && partitions.stream().noneMatch(each -> each.messagesTruncated() < 0);
        return new AlterMirrorStatusResponseData(
                told.kind(),
                told.metadata(),
                told.mirrorTopicName(),
                told.errorCode(),
                told.errorMessage(),
                told.mirrorLags(),
                known
                        ? partitions.stream()
                                .mapToLong(PartitionTruncation::messagesTruncated)
                                .sum()
                        : UNKNOWN,
                shown == Truncation.PARTITIONS ? partitions : List.of());
    }

    /** The verb was asked of a mirror that there is not. */
    static AlterMirrorStatusResponseData unknown(String link, String topic, Resources resources) {
        String text = "Cluster link '" + link + "' has no mirror topic '" + topic + "'.";
        Refusal refusal = new Refusal(PublishedError.NOT_FOUND, text);
        return outcome(resources, resources.mirror(link, topic), topic, refusal, List.of());
    }

    private record Refusal(PublishedError error, String text) {}

    private static AlterMirrorStatusResponseData outcome(
            Resources resources, String self, String topic, @Nullable Refusal refusal, List<MirrorLag> lags) {
        return new AlterMirrorStatusResponseData(
                "AlterMirrorsData",
                resources.named(self),
                topic,
                refusal == null ? null : (Integer) refusal.error().errorCode(),
                refusal == null ? null : refusal.text(),
                lags,
                null,
                List.of());
    }
}
