package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its answer. A statement may rightly take long, so no answer for a while says nothing by itself: the
 * server is then asked, on another connection, whether it still works on the statement. When it does not, or does not
 * answer either, the answer is not to come any more.
 */
final class Exchange {
    /** Nothing arrived for this long: the server is asked, and again each time that this passes. */
    static final Duration QUIET = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final HttpClient client;
    private final Work work;

    /** Whether the server still works on a request. */
    interface Work {
        boolean isGoingOn(HttpRequest request) throws InterruptedException;
    }

    Exchange(HttpClient client, Work work) {
        this.client = client;
        this.work = work;
    }

    /** @throws HttpTimeoutException when no answer is to come any more */
    byte[] send(HttpRequest request, String doing) throws IOException {
        try {
            return accepted(await(request), doing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TainException(
                    ErrorCode.CLICKHOUSE_CONNECTION_LOST, "Interrupted while " + doing + ".", "Nothing is needed.", e);
        }
    }

    private static byte[] accepted(HttpResponse<byte[]> answer, String doing) throws IOException {
        byte[] body = Compression.plain(answer.headers(), answer.body());
        if (answer.statusCode() == OK) {
            return body;
        }
        int code = answer.headers()
                .firstValue("X-ClickHouse-Exception-Code")
                .map(Integer::parseInt)
                .orElse(0);
        throw Errors.refused(code, answer.statusCode(), new String(body, StandardCharsets.UTF_8), doing);
    }

    private HttpResponse<byte[]> await(HttpRequest request) throws IOException, InterruptedException {
        Progress progress = new Progress();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, progress.handler());
        try {
            while (true) {
                try {
                    return answer.get(QUIET.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    look(request, progress, answer);
                }
            }
        } catch (ExecutionException | CancellationException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } finally {
            answer.cancel(true); // without effect when it is there
        }
    }

    private void look(HttpRequest request, Progress progress, CompletableFuture<HttpResponse<byte[]>> answer)
            throws IOException, InterruptedException {
        long quiet = progress.quietNanos();
        if (quiet < QUIET.toNanos() || work.isGoingOn(request)) {
            return;
        }
        if (!answer.isDone() && progress.quietNanos() > quiet) {
            throw new HttpTimeoutException("the connection leads nowhere: no answer came for "
                    + TimeUnit.NANOSECONDS.toSeconds(progress.quietNanos())
                    + " s, and the server does not work on it");
        }
    }
}
