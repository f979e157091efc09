package dev.tain.link.internal.broker;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import kafka.cluster.Partition;
import kafka.network.RequestChannel;
import kafka.server.ApiRequestHandler;
import kafka.server.KafkaRequestHandlerPoolFactory;
import kafka.server.ReplicaManager;
import kafka.server.SharedServer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.LogStartOffsetIncrementReason;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.log.VerificationGuard;

/**
 * Looks, before a broker starts, whether its inside is the one that links were written for: a library of another
 * release on the class path must not be found out by half an append.
 */
final class BrokerSelfTest {
    private final List<String> missing = new ArrayList<>();

    private BrokerSelfTest() {}

    /** @throws TainException {@code KAFKA_LIBRARY_UNFIT} */
    static void run() {
        run(Partition.class);
    }

    static void run(Class<?> partition) {
        BrokerSelfTest test = new BrokerSelfTest();
        test.field(partition, LeadershipLock.FIELD, ReentrantReadWriteLock.class);
        test.partition(partition);
        test.method(ReplicaManager.class, "onlinePartition", TopicPartition.class);
        test.method(SharedServer.class, "requestHandlerPoolFactory");
        test.method(ApiRequestHandler.class, "handle", RequestChannel.Request.class, RequestLocal.class);
        test.method(RequestChannel.Request.class, "buildResponseSend", AbstractResponse.class);
        test.method(
                KafkaRequestHandlerPoolFactory.class,
                "createPool",
                int.class,
                RequestChannel.class,
                ApiRequestHandler.class,
                Time.class,
                int.class,
                String.class);
        test.log();
        test.conclude();
    }

    private void partition(Class<?> partition) {
        method(partition, "isLeader");
        method(partition, "getLeaderEpoch");
        method(partition, "unifiedLog");
        method(partition, "tryCompleteDelayedRequests");
        method(partition, "truncateTo", long.class, boolean.class);
        method(partition, "truncateFullyAndStartAt", long.class, boolean.class, Optional.class);
        method(
                partition,
                "appendRecordsToLeader",
                MemoryRecords.class,
                AppendOrigin.class,
                int.class,
                RequestLocal.class,
                VerificationGuard.class,
                short.class);
    }

    private void log() {
        method(UnifiedLog.class, "appendAsFollower", MemoryRecords.class, int.class);
        method(UnifiedLog.class, "activeProducers");
        method(UnifiedLog.class, "read", long.class, int.class, FetchIsolation.class, boolean.class);
        method(UnifiedLog.class, "maybeIncrementLogStartOffset", long.class, LogStartOffsetIncrementReason.class);
    }

    private void field(Class<?> owner, String name, Class<?> type) {
        for (Field field : owner.getDeclaredFields()) {
            if (field.getName().equals(name) && type.isAssignableFrom(field.getType())) {
                return;
            }
        }
        missing.add(owner.getSimpleName() + "." + name);
    }

    private void method(Class<?> owner, String name, Class<?>... parameters) {
        for (Method method : owner.getMethods()) {
            if (method.getName().equals(name)
                    && List.of(method.getParameterTypes()).equals(List.of(parameters))) {
                return;
            }
        }
        missing.add(owner.getSimpleName() + "." + name);
    }

    private void conclude() {
        if (!missing.isEmpty()) {
            throw new TainException(
                    ErrorCode.KAFKA_LIBRARY_UNFIT,
                    "The Kafka library on the class path is not the one that links are made for; it lacks " + missing
                            + ".",
                    "Use Tain's own distribution of libraries, unchanged.");
        }
    }
}
