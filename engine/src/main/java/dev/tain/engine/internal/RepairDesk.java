package dev.tain.engine.internal;

import dev.tain.connector.RowKey;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where others ask a mirror's applier to put rows right; it does so between two batches. */
final class RepairDesk {
    private static final int MOST_WAITING = 64;

    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MOST_WAITING);

    /** Rows of a table, by key twice: as texts to look them up, and as images in the same order to remove them. */
    static final class Request {
        private final TableName table;
        private final List<RowKey> keys;
        private final RowBuffer images;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable TainException failure;

        Request(TableName table, List<RowKey> keys, RowBuffer images) {
            this.table = table;
            this.keys = List.copyOf(keys);
            this.images = images;
        }

        TableName table() {
            return table;
        }

        List<RowKey> keys() {
            return keys;
        }

        RowBuffer images() {
            return images;
        }
    }

    /** Waits until the applier has done it; throws what kept it from that. */
    void ask(Request request, long millis) throws InterruptedException {
        if (!requests.offer(request, millis, TimeUnit.MILLISECONDS)
                || !request.done.await(millis, TimeUnit.MILLISECONDS)) {
            requests.remove(request);
            throw new TainException(
                    ErrorCode.REPAIR_FAILED,
                    "the mirror did not come to putting rows of " + request.table() + " right",
                    "verify again, with repair, once the mirror runs");
        }
        TainException failure = request.failure;
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Does what was asked for. A repair that fails leaves the destination's writer unusable, so it ends the mirror's
     * attempt, which begins anew by itself; whatever the failure was, it does not stop the mirror.
     */
    void serve(Consumer<Request> applier) {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            try {
                applier.accept(request);
            } catch (TainException e) {
                request.failure = e;
                throw new TainException(
                        ErrorCode.REPAIR_FAILED,
                        "rows of " + request.table() + " could not be put right: " + e.sentence(),
                        e.remedy(),
                        e);
            } finally {
                request.done.countDown();
            }
        }
    }
}
