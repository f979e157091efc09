package dev.tain.link.internal.broker;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import kafka.network.RequestChannel;
import kafka.server.ApiRequestHandler;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.DeleteRecordsRequest;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.server.common.RequestLocal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees every request of clients before the broker does, and keeps them from writing to mirror topics. Until it is
 * told which these are it lets nobody write to anything but Kafka's own topics. A request that it cannot judge is
 * refused.
 *
 * <p>Safe for the many threads that handle requests.
 */
final class WriteGuard {
    private static final Logger LOG = LoggerFactory.getLogger(WriteGuard.class);
    private static final String INTERNAL_PREFIX = "__";

    private final LongAdder refused = new LongAdder();
    private volatile @Nullable Set<String> readOnly;
    private volatile Function<Uuid, @Nullable String> names = _ -> null;

    /** May clients write to a topic? */
    enum Verdict {
        FREE,
        READ_ONLY,
        /** Nobody knows yet. */
        UNKNOWN
    }

    void readOnly(Set<String> topics) {
        readOnly = Set.copyOf(topics);
    }

    void names(Function<Uuid, @Nullable String> byId) {
        names = byId;
    }

    long refused() {
        return refused.sum();
    }

    Verdict verdict(@Nullable String topic) {
        Set<String> known = readOnly;
        if (topic == null) {
            return Verdict.UNKNOWN;
        } else if (known == null) {
            return topic.startsWith(INTERNAL_PREFIX) ? Verdict.FREE : Verdict.UNKNOWN;
        }
        return known.contains(topic) ? Verdict.READ_ONLY : Verdict.FREE;
    }

    /** The topic's name; newer clients give its id instead, which is unknown until this broker has heard of it. */
    @Nullable
    String name(@Nullable String name, Uuid id) {
        return name == null || name.isEmpty() ? names.apply(id) : name;
    }

    void countRefused(int partitions) {
        refused.add(partitions);
    }

    ApiRequestHandler before(ApiRequestHandler broker, RequestChannel channel) {
        return new ApiRequestHandler() {
            @Override
            public void handle(RequestChannel.Request request, RequestLocal local) {
                RequestChannel.Request left = judged(request, channel);
                if (left != null) {
                    broker.handle(left, local);
                }
            }

            @Override
            public void tryCompleteActions() {
                broker.tryCompleteActions();
            }
        };
    }

    /** What the broker is to see of it; null when it has been answered. */
    private RequestChannel.@Nullable Request judged(RequestChannel.Request request, RequestChannel channel) {
        try {
            Answer answer = switch (request.header().apiKey()) {
                case PRODUCE -> GuardedProduce.judge(this, (ProduceRequest) request.loggableRequest());
                case WRITE_TXN_MARKERS ->
                    GuardedMarkers.judge(this, (WriteTxnMarkersRequest) request.loggableRequest());
                case ADD_PARTITIONS_TO_TXN ->
                    GuardedTransactions.judge(this, (AddPartitionsToTxnRequest) request.loggableRequest());
                case DELETE_RECORDS -> GuardedDeletion.judge(this, (DeleteRecordsRequest) request.loggableRequest());
                default -> Answer.PASS;
            };
            return answer.give(request, channel);
        } catch (RuntimeException e) {
            LOG.error("A request could not be judged and is refused: {}", request.header(), e);
            channel.sendResponse(request, request.loggableRequest().getErrorResponse(e), scala.Option.empty());
            return null;
        }
    }

    /** What becomes of a request. */
    sealed interface Answer {
        Answer PASS = new Pass();

        /** Does it, and says what the broker is to see of the request; null when it has been answered. */
        RequestChannel.@Nullable Request give(RequestChannel.Request request, RequestChannel channel);

        record Pass() implements Answer {
            @Override
            public RequestChannel.Request give(RequestChannel.Request request, RequestChannel channel) {
                return request;
            }
        }

        /** The broker does the rest, and the client hears of both in one answer. */
        record Part(ProduceRequest rest, ProduceResponse refusals) implements Answer {
            @Override
            public RequestChannel.Request give(RequestChannel.Request request, RequestChannel channel) {
                return MixedProduce.of(request, rest, channel, refusals);
            }
        }

        record Reply(AbstractResponse response) implements Answer {
            @Override
            public RequestChannel.@Nullable Request give(RequestChannel.Request request, RequestChannel channel) {
                channel.sendResponse(request, response, scala.Option.empty());
                return null;
            }
        }

        /** A client that wants no answer notices only this. */
        record HangUp() implements Answer {
            @Override
            public RequestChannel.@Nullable Request give(RequestChannel.Request request, RequestChannel channel) {
                channel.closeConnection(request, Map.of(Errors.INVALID_REQUEST, 1));
                return null;
            }
        }
    }
}
