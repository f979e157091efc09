package dev.tain.clickhouse.internal.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** When something of an answer last arrived. Any thread may ask. */
final class Progress {
    private final AtomicLong last = new AtomicLong(System.nanoTime());

    /** Time since then, or since the beginning. */
    long quietNanos() {
        return System.nanoTime() - last.get();
    }

    /** Takes the answer whole. */
    BodyHandler<byte[]> handler() {
        return head -> {
            arrived();
            return new Body(BodySubscribers.ofByteArray());
        };
    }

    private void arrived() {
        last.set(System.nanoTime());
    }

    private final class Body implements BodySubscriber<byte[]> {
        private final BodySubscriber<byte[]> whole;

        Body(BodySubscriber<byte[]> whole) {
            this.whole = whole;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            whole.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            arrived();
            whole.onNext(pieces);
        }

        @Override
        public void onError(Throwable failure) {
            whole.onError(failure);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
        }
    }
}
