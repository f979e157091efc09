package dev.tain.link.internal.fetch;

import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.fetch.LogComparison.Place;
import dev.tain.link.plan.BatchComparison;
import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.LogPiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.protocol.Errors;

/**
 * Compares a mirror's log with its source's, a piece at a time, over connections of its own, so that copying does not
 * wait for it. The source sends all bytes of what is compared. Used by one thread, except for {@link #interrupt}.
 */
public final class LogVerifier implements AutoCloseable {
    private final SourceConfig config;
    private final Map<Node, SourceConnection> connections = new HashMap<>();
    private boolean closing;

    public LogVerifier(SourceConfig config) {
        this.config = config;
    }

    /** What one step did. */
    public sealed interface Step {
        /**
         * A piece was compared.
         *
         * @param from where the piece began: later than asked where a log begins later
         * @param bytes how many the source sent
         */
        record Compared(long from, BatchComparison.Result result, long bytes) implements Step {}

        /** Both have nothing more that all of their replicas have; everything before the offset was compared. */
        record AtEnd(long end, long bytes) implements Step {}

        /** This broker does not lead it, or not any more. */
        record NotLed() implements Step {}
    }

    /** What is compared with what. */
    public record Pair(PartitionLog log, Place source, BooleanSupplier compacted) {}

    private record Piece(long from, long limit, LogPiece mine, LogPiece theirs, long bytes) {}

    /**
     * Compares from an offset on; what seems to be different is read a second time, because a log may have been cut or
     * cleaned while the first piece was read.
     *
     * @param from -1 for the first offset that both have
     * @param mostBytes how many the source is to send about; a larger batch comes whole
     * @throws IOException when one of the sides cannot say now
     * @throws org.apache.kafka.common.KafkaException when the source does not let us in
     */
    public Step step(Pair pair, long from, int mostBytes) throws IOException {
        Optional<Piece> first = read(pair, from, mostBytes);
        if (first.isEmpty()) {
            return new Step.NotLed();
        }
        Piece piece = first.get();
        if (piece.from() >= piece.limit()) {
            return new Step.AtEnd(piece.from(), piece.bytes());
        }
        BatchComparison.Result result = compare(pair, piece);
        long bytes = piece.bytes();
        if (!result.differences().isEmpty()) {
            Optional<Piece> again = read(pair, piece.from(), mostBytes);
            if (again.isEmpty() || again.get().from() >= again.get().limit()) {
                throw new IOException("a log became another one while it was compared");
            }
            piece = again.get();
            bytes += piece.bytes();
            result = compare(pair, piece);
        }
        return new Step.Compared(piece.from(), result, bytes);
    }

    private static BatchComparison.Result compare(Pair pair, Piece piece) {
        BatchComparison.Result result = BatchComparison.of(piece.mine(), piece.theirs(), false);
        return !result.differences().isEmpty() && pair.compacted().getAsBoolean()
                ? BatchComparison.of(piece.mine(), piece.theirs(), true)
                : result;
    }

    /** From the same offset on both sides; empty where this broker does not lead. */
    private Optional<Piece> read(Pair pair, long wanted, int mostBytes) throws IOException {
        Optional<PartitionLog.State> before = pair.log().led();
        if (before.isEmpty()) {
            return Optional.empty();
        }
        long from = Math.max(wanted, before.get().start());
        SourceReader.Answer answer = ask(pair.source(), from, mostBytes);
        if (answer.error() == Errors.OFFSET_OUT_OF_RANGE) {
            OptionalLong later = start(pair.source(), from);
            if (later.isEmpty()) {
                return Optional.of(new Piece(from, from, nothing(from), nothing(from), 0)); // it ends before that
            }
            from = later.getAsLong();
            answer = ask(pair.source(), from, mostBytes);
        }
        if (answer.error() != Errors.NONE) {
            throw new IOException(answer.error().message());
        }
        long limit = Math.min(answer.highWatermark(), before.get().highWatermark());
        int size = answer.records().remaining();
        if (from >= limit) {
            return Optional.of(new Piece(from, limit, nothing(from), nothing(from), size));
        }
        Piece piece = pieces(pair, from, limit, answer.records(), mostBytes);
        Optional<PartitionLog.State> after = pair.log().led();
        if (after.isEmpty()) {
            return Optional.empty();
        } else if (after.get().start() > from || after.get().end() < limit) {
            throw new IOException("the mirror's log became another one while it was read");
        }
        return Optional.of(piece);
    }

    private static Piece pieces(Pair pair, long from, long limit, ByteBuffer records, int mostBytes)
            throws IOException {
        try {
            LogPiece theirs = LogPiece.of(records, limit);
            LogPiece mine = LogPiece.of(pair.log().read(from, mostBytes), limit);
            return new Piece(from, limit, mine, theirs, records.remaining());
        } catch (IllegalArgumentException e) {
            throw new IOException("what was read from offset " + from + " on is not of whole batches", e);
        }
    }

    private static LogPiece nothing(long until) {
        return new LogPiece(List.of(), until);
    }

    private SourceReader.Answer ask(Place source, long from, int mostBytes) throws IOException {
        Ask ask = new Ask(from, source.epoch(), Optional.empty());
        return reader(source)
                .read(source.key(), ask, mostBytes)
                .orElseThrow(() -> new IOException("the source says nothing about " + source.partition()));
    }

    /** The source's first offset when it is after the given one. */
    private OptionalLong start(Place source, long from) throws IOException {
        SourceReader.Range range = reader(source)
                .range(source.partition(), source.epoch())
                .orElseThrow(() -> new IOException("its leader does not tell its offsets now"));
        return range.start() > from ? OptionalLong.of(range.start()) : OptionalLong.empty();
    }

    private SourceReader reader(Place source) throws IOException {
        return new SourceReader(connection(source.leader().node()), config);
    }

    private synchronized SourceConnection connection(Node node) throws IOException {
        if (closing) {
            throw new IOException("it is being closed");
        }
        return connections.computeIfAbsent(node, each -> SourceConnection.to(each, config));
    }

    /** Lets a question that is waited for end with an exception, and all later ones; from any thread. */
    public synchronized void interrupt() {
        closing = true;
        connections.values().forEach(SourceConnection::interrupt);
    }

    @Override
    public synchronized void close() {
        closing = true;
        connections.values().forEach(SourceConnection::close);
        connections.clear();
    }
}
