package dev.tain.link.internal.broker;

import dev.tain.link.internal.broker.WriteGuard.Answer;
import dev.tain.link.internal.broker.WriteGuard.Verdict;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.requests.DeleteRecordsRequest;

/** Deletion of records: the log of a mirror topic begins where the source's does. One such topic refuses them all. */
final class GuardedDeletion {
    private GuardedDeletion() {}

    static Answer judge(WriteGuard guard, DeleteRecordsRequest request) {
        boolean unknown = false;
        for (DeleteRecordsTopic topic : request.data().topics()) {
            Verdict verdict = guard.verdict(topic.name());
            if (verdict == Verdict.READ_ONLY) {
                guard.countRefused(topic.partitions().size());
                return new Answer.Reply(request.getErrorResponse(
                        0, new PolicyViolationException("Topic '" + topic.name() + "' is a read-only mirror")));
            }
            unknown |= verdict == Verdict.UNKNOWN;
        }
        return unknown
                ? new Answer.Reply(
                        request.getErrorResponse(0, new NotLeaderOrFollowerException("the broker is starting")))
                : Answer.PASS;
    }
}
