package dev.tain.link.internal.broker;

import dev.tain.link.internal.broker.WriteGuard.Answer;
import dev.tain.link.internal.broker.WriteGuard.Verdict;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/**
 * The end of transactions. Older clients put a partition into a transaction at its coordinator, which may be any
 * broker, before they write; so a marker can come for a mirror partition that nothing was written to. Written, it
 * would take an offset that is the source's. It is told as done and left out; the others of the request are sent
 * again.
 */
final class GuardedMarkers {
    private GuardedMarkers() {}

    static Answer judge(WriteGuard guard, WriteTxnMarkersRequest request) {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        Map<Long, Map<TopicPartition, Errors>> answers = new HashMap<>();
        for (TxnMarkerEntry marker : request.markers()) {
            Map<TopicPartition, Errors> ofProducer = answers.computeIfAbsent(marker.producerId(), _ -> new HashMap<>());
            for (TopicPartition partition : marker.partitions()) {
                Verdict verdict = guard.verdict(partition.topic());
                verdicts.add(verdict);
                ofProducer.put(partition, verdict == Verdict.READ_ONLY ? Errors.NONE : Errors.REQUEST_TIMED_OUT);
            }
        }
        boolean allFree = !verdicts.contains(Verdict.READ_ONLY) && !verdicts.contains(Verdict.UNKNOWN);
        return allFree ? Answer.PASS : new Answer.Reply(new WriteTxnMarkersResponse(answers));
    }
}
