package dev.tain.link.internal.fetch;

import dev.tain.link.internal.fetch.MirrorPartition.Tail;
import dev.tain.link.internal.fetch.SourceFetcher.Held;
import dev.tain.link.plan.BatchHeader;
import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.TailCheck;
import dev.tain.link.plan.TailCheck.Verdict;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Compares the ends of mirrors with what their source has there: many in one question, large batches alone. */
final class TailVerifier {
    /** So many partitions in one question. */
    static final int AT_ONCE = 100;

    private final SourceReader reader;

    TailVerifier(SourceReader reader) {
        this.reader = reader;
    }

    private record Open(Held held, Tail tail, BatchHeader last) {}

    Map<Held, Reaction> verify(List<Held> some) throws IOException {
        Map<Held, Reaction> reactions = new LinkedHashMap<>();
        Map<TopicPartition, Open> open = new LinkedHashMap<>();
        for (Held each : some) {
            Optional<Tail> tail = each.partition().begin();
            if (tail.isEmpty()) {
                reactions.put(each, Reaction.LEAVE);
            } else if (tail.get().last().isEmpty()) {
                Verdict nothingToCompare = new Verdict.GoOn(Optional.empty());
                reactions.put(each, Reaction.of(each.partition().judged(nothingToCompare)));
            } else {
                open.put(
                        each.partition().source(),
                        new Open(each, tail.get(), tail.get().last().get()));
            }
        }
        if (!open.isEmpty()) {
            ask(open, reactions);
        }
        return reactions;
    }

    private void ask(Map<TopicPartition, Open> open, Map<Held, Reaction> reactions) throws IOException {
        Map<TopicIdPartition, Ask> asks = new LinkedHashMap<>();
        open.values().forEach(each -> asks.put(each.held().key(), ask(each)));
        Map<TopicPartition, SourceReader.Answer> answers = reader.probe(asks);
        for (Open each : open.values()) {
            SourceReader.Answer answer = answers.get(each.held().partition().source());
            boolean cutOff = answer == null
                    || (answer.error() == Errors.NONE
                            && SourceReader.firstBatch(answer).isEmpty());
            if (cutOff) {
                answer = reader.probe(Map.of(each.held().key(), ask(each)))
                        .get(each.held().partition().source());
            }
            reactions.put(each.held(), answer == null ? Reaction.LATER : judge(each, answer));
        }
    }

    private static Ask ask(Open each) {
        return new Ask(each.tail().end() - 1, each.held().epoch(), Optional.empty());
    }

    private Reaction judge(Open each, SourceReader.Answer answer) throws IOException {
        MirrorPartition partition = each.held().partition();
        if (answer.error() == Errors.OFFSET_OUT_OF_RANGE) {
            Optional<SourceReader.Range> range =
                    reader.range(partition.source(), each.held().epoch());
            return range.map(found -> Reaction.of(
                            partition.judged(TailCheck.outOfRange(each.tail().end(), found.start(), found.end()))))
                    .orElse(Reaction.LATER);
        }
        Reaction error = Reaction.toError(each.held(), answer.error());
        if (error != Reaction.GO_ON) {
            return error;
        }
        Verdict verdict = TailCheck.compare(each.last(), SourceReader.firstBatch(answer), partition.mayBeCompacted());
        return Reaction.of(partition.judged(verdict));
    }
}
