package dev.tain.server.internal.kafka;

import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Compared;
import dev.tain.link.plan.Verification;
import dev.tain.server.internal.kafka.MirrorMessages.Difference;
import dev.tain.server.internal.kafka.MirrorMessages.MirrorVerification;
import dev.tain.server.internal.kafka.MirrorMessages.PartitionVerification;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far mirrors were compared with their sources, in words of our own. */
final class VerificationTranslation {
    /** What is told of a partition of which nothing is known here. */
    private static final Compared UNKNOWN = new Compared(-1, false, Verification.NOTHING, 0, "");

    private VerificationTranslation() {}

    static MirrorVerification message(MirrorStatus mirror, Resources resources) {
        List<PartitionVerification> partitions = partitions(mirror);
        return new MirrorVerification(
                "KafkaMirrorVerification",
                resources.named(resources.mirror(mirror.link(), mirror.topic()) + "/verification"),
                mirror.link(),
                mirror.topic(),
                mirror.sourceTopic(),
                partitions.stream().anyMatch(PartitionVerification::isRunning),
                partitions.stream()
                        .map(PartitionVerification::result)
                        .min(Enum::compareTo)
                        .orElse(VerificationResult.NOT_COMPARED),
                partitions);
    }

    static List<PartitionVerification> partitions(MirrorStatus mirror) {
        Map<Integer, Compared> known =
                mirror.compared().stream().collect(Collectors.toMap(Compared::partition, Function.identity()));
        return mirror.lags().stream()
                .map(lag -> partition(lag.partition(), known.getOrDefault(lag.partition(), UNKNOWN)))
                .toList();
    }

    private static PartitionVerification partition(int partition, Compared compared) {
        Verification done = compared.done();
        return new PartitionVerification(
                partition,
                compared.asked(),
                VerificationResult.of(done),
                done.from(),
                done.compared(),
                done.verified(),
                done.equal(),
                done.undecided(),
                done.bytes(),
                compared.millis(),
                done.differences().stream()
                        .map(each -> new Difference(
                                each.from(), each.until(), each.kind().name()))
                        .toList(),
                done.untold(),
                compared.why());
    }
}
