package dev.tain.postgres.internal.stream;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Duration;

/**
 * Recognises a server that wants to stop. Before it does, it waits until everything that it ever sent is confirmed, and
 * asks for that again and again without a pause. Confirming what is not durable at the destination is out of the
 * question, so the stream gives up its connection; otherwise an orderly stop would wait for us for ever.
 */
final class StopDetector {
    /** A server that only checks on us asks once in half of its {@code wal_sender_timeout}, which is far longer. */
    private static final Duration WITHOUT_PAUSE = Duration.ofMillis(400);

    private static final int TIMES = 12;

    private long lastEnd;
    private long lastAsked;
    private int times;

    /** The server asked for an answer. */
    void asked(long end) {
        long now = System.nanoTime();
        times = end == lastEnd && now - lastAsked < WITHOUT_PAUSE.toNanos() ? times + 1 : 1;
        lastEnd = end;
        lastAsked = now;
        if (times >= TIMES) {
            throw new TainException(
                    ErrorCode.POSTGRES_RESTARTING,
                    "The server is stopping and waits for the replication stream to end.",
                    "Nothing is needed: the stream is started again when the server is back.");
        }
    }
}
