package dev.tain.link.internal.fetch;

import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.fetch.LogComparison.Place;
import dev.tain.link.plan.BatchComparison;
import dev.tain.link.plan.BatchDifference;
import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.LogPiece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.CorruptRecordException;
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

    /** What was read of both, from the same offset on. */
    private record Piece(Kind kind, long from, long limit, LogPiece mine, LogPiece theirs, long bytes) {
        enum Kind {
            BOTH,
            /** The source ends before it, so that compaction does not explain what the mirror has. */
            SURPLUS,
            /** The mirror has something there that is no batch. */
            UNREADABLE
        }

        static Piece nothing(long from, long bytes) {
            return new Piece(Kind.BOTH, from, from, none(from), none(from), bytes);
        }

        static LogPiece none(long until) {
            return new LogPiece(List.of(), until);
        }
    }

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
        if (piece.kind() == Piece.Kind.UNREADABLE) {
            List<LogPiece.Batch> theirs = piece.theirs().batches();
            long until = theirs.isEmpty()
                    ? piece.limit()
                    : theirs.getFirst().header().lastOffset() + 1;
            return new BatchComparison.Result(
                    until, 0, 0, List.of(new BatchDifference(piece.from(), until, BatchDifference.Kind.DAMAGED)));
        }
        BatchComparison.Result result = BatchComparison.of(piece.mine(), piece.theirs(), false);
        boolean explained = !result.differences().isEmpty()
                && piece.kind() == Piece.Kind.BOTH
                && pair.compacted().getAsBoolean();
        return explained ? BatchComparison.of(piece.mine(), piece.theirs(), true) : result;
    }

    /** From the same offset on both sides; empty where this broker does not lead. */
    private Optional<Piece> read(Pair pair, long wanted, int mostBytes) throws IOException {
        Optional<PartitionLog.State> before = pair.log().led();
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Piece piece = read(pair, before.get(), Math.max(wanted, before.get().start()), mostBytes);
        Optional<PartitionLog.State> after = pair.log().led();
        if (after.isEmpty()) {
            return Optional.empty();
        } else if (after.get().start() > piece.from() || after.get().end() < piece.limit()) {
            throw new IOException("the mirror's log became another one while it was read");
        }
        return Optional.of(piece);
    }

    private Piece read(Pair pair, PartitionLog.State mine, long wanted, int mostBytes) throws IOException {
        long from = wanted;
        SourceReader.Answer answer = ask(pair.source(), from, mostBytes);
        if (answer.error() == Errors.OFFSET_OUT_OF_RANGE) {
            SourceReader.Range range = range(pair.source());
            if (range.start() <= from) {
                return surplus(pair, from, mine.highWatermark(), mostBytes);
            }
            from = range.start();
            answer = ask(pair.source(), from, mostBytes);
        }
        if (answer.error() != Errors.NONE) {
            throw new IOException(answer.error().message());
        } else if (from >= mine.highWatermark()) {
            return Piece.nothing(from, answer.records().remaining());
        }
        long limit = Math.min(answer.highWatermark(), mine.highWatermark());
        return from < limit
                ? pieces(pair, from, limit, answer.records(), mostBytes)
                : surplus(pair, from, mine.highWatermark(), mostBytes);
    }

    /** What the mirror has from there on, where the source seems to end. */
    private Piece surplus(Pair pair, long from, long limit, int mostBytes) throws IOException {
        if (from >= limit) {
            return Piece.nothing(from, 0);
        } else if (range(pair.source()).end() > from) {
            throw new IOException("the source's leader does not know yet what its other replicas have");
        }
        LogPiece more = LogPiece.of(pair.log().read(from, mostBytes), limit);
        return new Piece(Piece.Kind.SURPLUS, from, limit, more, Piece.none(limit), 0);
    }

    private static Piece pieces(Pair pair, long from, long limit, ByteBuffer records, int mostBytes)
            throws IOException {
        LogPiece theirs;
        try {
            theirs = LogPiece.of(records, limit);
        } catch (IllegalArgumentException e) {
            throw new IOException("what the source sent from offset " + from + " on is not of whole batches", e);
        }
        try {
            LogPiece mine = LogPiece.of(pair.log().read(from, mostBytes), limit);
            return new Piece(Piece.Kind.BOTH, from, limit, mine, theirs, records.remaining());
        } catch (IllegalArgumentException | CorruptRecordException e) { // told as a difference
            return new Piece(Piece.Kind.UNREADABLE, from, limit, Piece.none(from), theirs, records.remaining());
        }
    }

    private SourceReader.Answer ask(Place source, long from, int mostBytes) throws IOException {
        Ask ask = new Ask(from, source.epoch(), Optional.empty());
        return reader(source)
                .read(source.key(), ask, mostBytes)
                .orElseThrow(() -> new IOException("the source says nothing about " + source.partition()));
    }

    private SourceReader.Range range(Place source) throws IOException {
        return reader(source)
                .range(source.partition(), source.epoch())
                .orElseThrow(() -> new IOException("its leader does not tell its offsets now"));
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
