package dev.tain.testkit;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.ChangeStream.Reading;
import dev.tain.model.ChangeBatch;
import dev.tain.model.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a stream in a test, as the engine would, until something has come. */
public final class StreamDrain {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MANY_ROWS = 1_000_000;
    private static final int MANY_BYTES = 256 << 20;
    private static final int WAIT_MILLIS = 50;

    private StreamDrain() {}

    /** Reads into one batch until it holds wholly everything that was committed before the position. */
    public static ChangeBatch until(ChangeStream stream, Position position) {
        return until(stream, batch -> hasReached(batch, position));
    }

    /** Reads into one batch until it is as wanted; fails after 30 seconds, and when a table's columns change. */
    public static ChangeBatch until(ChangeStream stream, Predicate<ChangeBatch> wanted) {
        ChangeBatch batch = new ChangeBatch();
        until(stream, batch, wanted);
        return batch;
    }

    /** Reads until everything before the position has come, a new batch for each set of columns. */
    public static List<ChangeBatch> batchesUntil(ChangeStream stream, Position position) {
        List<ChangeBatch> batches = new ArrayList<>();
        ChangeBatch batch;
        do {
            batch = new ChangeBatch();
            batches.add(batch);
        } while (until(stream, batch, read -> hasReached(read, position)) == Reading.SCHEMA_CHANGED);
        return batches;
    }

    private static Reading until(ChangeStream stream, ChangeBatch batch, Predicate<ChangeBatch> wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Reading reading = stream.read(batch, MANY_ROWS, MANY_BYTES);
            if (reading == Reading.SCHEMA_CHANGED || wanted.test(batch)) {
                return reading;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the stream did not bring what was wanted; committed " + batch.committed()
                        + ", changes " + batch.changes());
            }
            await(stream);
        }
    }

    /** Reads into a new batch until it has that many rows or its transaction ends. */
    public static ChangeBatch pieceOf(ChangeStream stream, int rows) {
        ChangeBatch batch = new ChangeBatch();
        Await.until("a piece of " + rows + " rows has come", () -> {
            await(stream);
            Reading reading = stream.read(batch, Math.toIntExact(rows - batch.changes()), MANY_BYTES);
            return reading == Reading.MORE || batch.committed() != null;
        });
        return batch;
    }

    /** Reads for a while nothing that anybody wants, so that the stream can send what is due. */
    public static void await(ChangeStream stream) {
        try {
            stream.await(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while reading a stream", e);
        }
    }

    private static boolean hasReached(ChangeBatch batch, Position position) {
        Position committed = batch.committed();
        return committed != null && !batch.isOpen() && position.isBefore(committed);
    }
}
