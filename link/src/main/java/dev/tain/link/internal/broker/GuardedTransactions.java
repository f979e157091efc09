package dev.tain.link.internal.broker;

import dev.tain.link.internal.broker.WriteGuard.Answer;
import dev.tain.link.internal.broker.WriteGuard.Verdict;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData.AddPartitionsToTxnResultCollection;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;

/**
 * The beginning of transactions, where this broker coordinates them: a mirror partition never gets into one, so that
 * nobody has to end it there. The answer of this request has no room for a sentence, only for a code.
 */
final class GuardedTransactions {
    /** From this version on other brokers ask, about many transactions at once. */
    private static final short OF_BROKERS = 4;

    private GuardedTransactions() {}

    static Answer judge(WriteGuard guard, AddPartitionsToTxnRequest request) {
        Map<String, List<TopicPartition>> added = new HashMap<>(all(request));
        for (AddPartitionsToTxnTransaction each : request.data().transactions()) {
            if (each.verifyOnly()) {
                added.remove(each.transactionalId());
            }
        }
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        added.values().forEach(partitions -> partitions.forEach(each -> verdicts.add(guard.verdict(each.topic()))));
        if (!verdicts.contains(Verdict.READ_ONLY) && !verdicts.contains(Verdict.UNKNOWN)) {
            return Answer.PASS;
        }
        return new Answer.Reply(request.version() < OF_BROKERS ? one(guard, added) : many(guard, request));
    }

    private static Map<String, List<TopicPartition>> all(AddPartitionsToTxnRequest request) {
        return request.version() < OF_BROKERS
                ? Map.of(
                        AddPartitionsToTxnResponse.V3_AND_BELOW_TXN_ID,
                        AddPartitionsToTxnRequest.getPartitions(request.data().v3AndBelowTopics()))
                : request.partitionsByTransaction();
    }

    private static AddPartitionsToTxnResponse one(WriteGuard guard, Map<String, List<TopicPartition>> added) {
        String only = AddPartitionsToTxnResponse.V3_AND_BELOW_TXN_ID;
        Map<TopicPartition, Errors> errors = errors(guard, added.getOrDefault(only, List.of()));
        return new AddPartitionsToTxnResponse(new AddPartitionsToTxnResponseData()
                .setResultsByTopicV3AndBelow(AddPartitionsToTxnResponse.resultForTransaction(only, errors)
                        .topicResults()));
    }

    private static AddPartitionsToTxnResponse many(WriteGuard guard, AddPartitionsToTxnRequest request) {
        AddPartitionsToTxnResultCollection results = new AddPartitionsToTxnResultCollection();
        request.partitionsByTransaction()
                .forEach((transaction, partitions) -> results.add(
                        AddPartitionsToTxnResponse.resultForTransaction(transaction, errors(guard, partitions))));
        return new AddPartitionsToTxnResponse(new AddPartitionsToTxnResponseData().setResultsByTransaction(results));
    }

    /** Of one transaction; what shares it with a mirror partition was not tried, anything else comes again. */
    private static Map<TopicPartition, Errors> errors(WriteGuard guard, List<TopicPartition> partitions) {
        boolean refused = partitions.stream().anyMatch(each -> guard.verdict(each.topic()) == Verdict.READ_ONLY);
        Map<TopicPartition, Errors> errors = new HashMap<>();
        int mirrors = 0;
        for (TopicPartition each : partitions) {
            boolean mirror = guard.verdict(each.topic()) == Verdict.READ_ONLY;
            mirrors += mirror ? 1 : 0;
            Errors other = refused ? Errors.OPERATION_NOT_ATTEMPTED : Errors.COORDINATOR_LOAD_IN_PROGRESS;
            errors.put(each, mirror ? Errors.POLICY_VIOLATION : other);
        }
        guard.countRefused(mirrors);
        return errors;
    }
}
