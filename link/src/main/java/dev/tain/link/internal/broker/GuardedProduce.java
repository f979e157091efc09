package dev.tain.link.internal.broker;

import dev.tain.link.internal.broker.WriteGuard.Answer;
import dev.tain.link.internal.broker.WriteGuard.Verdict;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;

/**
 * Writes of producers. Those to mirror topics are answered with a sentence; what the same request writes to other
 * topics the broker does. A client that wants no answer could not be told of both: for it the mirror topics' records
 * are taken out, which the broker itself refuses then by closing the connection.
 */
final class GuardedProduce {
    private static final long NO_OFFSET = -1;

    private GuardedProduce() {}

    static Answer judge(WriteGuard guard, ProduceRequest request) {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        for (TopicProduceData topic : request.data().topicData()) {
            verdicts.add(verdict(guard, topic));
        }
        if (verdicts.contains(Verdict.UNKNOWN)) {
            return request.acks() == 0 ? new Answer.HangUp() : new Answer.Reply(refuseAll(guard, request, true));
        } else if (!verdicts.contains(Verdict.READ_ONLY)) {
            return Answer.PASS;
        } else if (verdicts.contains(Verdict.FREE)) {
            return request.acks() == 0 ? emptied(guard, request) : parted(guard, request);
        }
        return request.acks() == 0 ? new Answer.HangUp() : new Answer.Reply(refuseAll(guard, request, false));
    }

    private static Verdict verdict(WriteGuard guard, TopicProduceData topic) {
        return guard.verdict(guard.name(topic.name(), topic.topicId()));
    }

    private static Answer parted(WriteGuard guard, ProduceRequest request) {
        ProduceRequestData mirrors = without(request.data(), topic -> verdict(guard, topic) != Verdict.READ_ONLY);
        ProduceRequestData rest = without(request.data(), topic -> verdict(guard, topic) == Verdict.READ_ONLY);
        return new Answer.Part(
                new ProduceRequest(rest, request.version()),
                refuseAll(guard, new ProduceRequest(mirrors, request.version()), false));
    }

    private static ProduceRequestData without(ProduceRequestData all, Predicate<TopicProduceData> gone) {
        TopicProduceDataCollection kept = new TopicProduceDataCollection();
        for (TopicProduceData topic : all.topicData()) {
            if (!gone.test(topic)) {
                kept.add(topic.duplicate());
            }
        }
        return new ProduceRequestData()
                .setTransactionalId(all.transactionalId())
                .setAcks(all.acks())
                .setTimeoutMs(all.timeoutMs())
                .setTopicData(kept);
    }

    private static Answer emptied(WriteGuard guard, ProduceRequest request) {
        for (TopicProduceData topic : request.data().topicData()) {
            if (verdict(guard, topic) == Verdict.READ_ONLY) {
                guard.countRefused(topic.partitionData().size());
                topic.partitionData().forEach(partition -> partition.setRecords(MemoryRecords.EMPTY));
            }
        }
        return Answer.PASS;
    }

    private static ProduceResponse refuseAll(WriteGuard guard, ProduceRequest request, boolean comeBack) {
        ProduceResponseData data = new ProduceResponseData();
        for (TopicProduceData topic : request.data().topicData()) {
            TopicProduceResponse refusal =
                    new TopicProduceResponse().setName(topic.name()).setTopicId(topic.topicId());
            for (PartitionProduceData partition : topic.partitionData()) {
                PartitionProduceResponse one = new PartitionProduceResponse()
                        .setIndex(partition.index())
                        .setBaseOffset(NO_OFFSET);
                refusal.partitionResponses().add(comeBack ? later(one) : never(guard, topic, one));
            }
            guard.countRefused(comeBack ? 0 : topic.partitionData().size());
            data.responses().add(refusal);
        }
        return new ProduceResponse(data);
    }

    /** Clients look for the leader again and repeat the request, with the same sequence where they have one. */
    private static PartitionProduceResponse later(PartitionProduceResponse response) {
        return response.setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code());
    }

    private static PartitionProduceResponse never(
            WriteGuard guard, TopicProduceData topic, PartitionProduceResponse response) {
        return response.setErrorCode(Errors.INVALID_REQUEST.code())
                .setErrorMessage("Cannot append records to read-only mirror topic '"
                        + guard.name(topic.name(), topic.topicId()) + "'; promote it before producing to it");
    }
}
