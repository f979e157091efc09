package dev.tain.link.internal.broker;

import java.nio.ByteBuffer;
import kafka.network.RequestChannel;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.network.Send;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;

/**
 * What is left of a request to write when the mirror topics are taken out: the broker sees only that, and the client
 * hears about all of it in one answer.
 */
final class MixedProduce extends RequestChannel.Request {
    private final ProduceResponse refusals;

    private MixedProduce(
            RequestChannel.Request whole, ByteBuffer rest, RequestChannel channel, ProduceResponse refusals) {
        super(
                whole.processor(),
                whole.context(),
                whole.startTimeNanos(),
                MemoryPool.NONE,
                rest,
                channel.metrics(),
                scala.Option.empty());
        this.refusals = refusals;
    }

    /** @param rest what the broker may write */
    static MixedProduce of(
            RequestChannel.Request whole, ProduceRequest rest, RequestChannel channel, ProduceResponse refusals) {
        ByteBuffer bytes = rest.serialize().buffer();
        MixedProduce mixed = new MixedProduce(whole, bytes, channel, refusals);
        mixed.requestDequeueTimeNanos_$eq(whole.requestDequeueTimeNanos());
        whole.releaseBuffer();
        return mixed;
    }

    @Override
    public Send buildResponseSend(AbstractResponse response) {
        if (response instanceof ProduceResponse written) {
            for (TopicProduceResponse each : refusals.data().responses()) {
                written.data().responses().add(each.duplicate());
            }
        }
        return super.buildResponseSend(response);
    }
}
