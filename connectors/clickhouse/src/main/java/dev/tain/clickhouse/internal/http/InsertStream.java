package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An insert that goes on while its rows are made. Used by one thread. Closed before {@link #finish}, its request
 * breaks off without the body's end, and the server drops the block that it was reading.
 */
public final class InsertStream implements AutoCloseable {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    /** Pieces of at most 256 KiB that wait to be sent. */
    private static final int MOST_WAITING = 16;

    private static final long OFFER_MILLIS = 200;

    private final SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>(THREADS, MOST_WAITING);
    /** Completed once the request takes what is offered; before that it would be lost. */
    private final CompletableFuture<Boolean> taking = new CompletableFuture<>();

    private final CompletableFuture<byte[]> answer;
    /** Completed once the request takes what is offered, or has ended without taking anything. */
    private final CompletableFuture<Object> begun;

    private final @Nullable Frame frame;
    private final String doing;
    private boolean finished;

    /** @param frame what the rows become on their way; null to send them as they are */
    InsertStream(Server server, Function<BodyPublisher, HttpRequest> request, @Nullable Frame frame, String doing) {
        this.frame = frame;
        this.doing = doing;
        HttpRequest open = request.apply(new Body());
        this.answer = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return server.sendOnce(open, doing);
                    } catch (IOException e) {
                        throw Errors.broken(e, open.uri().getAuthority(), doing);
                    }
                },
                THREADS);
        this.begun = CompletableFuture.anyOf(taking, answer.handle((said, e) -> true));
    }

    private final class Body implements BodyPublisher {
        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            body.subscribe(subscriber);
            taking.complete(true);
        }
    }

    /** Sends bytes, which are not to be changed afterwards. Waits while enough is on the way. */
    public void write(byte[] bytes) {
        send(frame == null ? bytes : frame.add(bytes));
    }

    private void send(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        begun.join();
        ByteBuffer block = ByteBuffer.wrap(bytes);
        boolean[] dropped = new boolean[1];
        do {
            if (answer.isDone()) {
                awaitAnswer(); // the server said no before the end
                throw unexpectedEnd();
            }
            dropped[0] = false;
            body.offer(block, OFFER_MILLIS, TimeUnit.MILLISECONDS, (subscriber, item) -> {
                dropped[0] = true;
                return false;
            });
        } while (dropped[0]);
    }

    private TainException unexpectedEnd() {
        return new TainException(
                ErrorCode.CLICKHOUSE_CONNECTION_LOST,
                "ClickHouse answered before it had all rows, while " + doing + ".",
                "Nothing is needed: it is tried again.");
    }

    /** Ends the body and waits until the server has written it. */
    public void finish() {
        if (frame != null) {
            send(frame.end());
        }
        awaitAnswer();
    }

    private void awaitAnswer() {
        finished = true;
        begun.join();
        body.close();
        try {
            answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TainException ours) {
                throw ours;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (!finished) {
            finished = true;
            begun.join();
            body.closeExceptionally(new IOException("given up"));
            answer.exceptionally(e -> new byte[0]).join();
        }
    }
}
