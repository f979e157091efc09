package dev.tain.link.internal.fetch;

import dev.tain.link.internal.fetch.MirrorPartition.Step;
import dev.tain.link.internal.fetch.SourceFetcher.Held;
import dev.tain.link.plan.FetchSession.Ask;
import dev.tain.link.plan.MirrorFault;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** What a fetcher does with a partition after it heard about it. */
enum Reaction {
    GO_ON,
    /** After a pause, beginning with a verification. */
    LATER,
    /** This broker does not lead it, or has another topic of that name. */
    MOVED,
    /** Not any more. */
    LEAVE;

    static Reaction to(SourceReader reader, Held held, Ask asked, SourceReader.Answer answer) throws IOException {
        Reaction error = toError(held, answer.error());
        if (answer.error() == Errors.OFFSET_OUT_OF_RANGE) {
            Optional<SourceReader.Range> range = reader.range(held.partition().source(), held.epoch());
            return range.map(found -> of(held.partition().outOfRange(found.start(), found.end())))
                    .orElse(LATER);
        } else if (error != GO_ON) {
            return error;
        } else if (answer.diverging()) {
            String why = "the source's log is another one since its leader changed";
            if (held.partition().mayBeCompacted()) { // where comparing bytes would prove nothing
                held.partition().fail(MirrorFault.SOURCE_TRUNCATED, why);
                return LEAVE;
            }
            held.partition().held(why);
            return LATER;
        }
        return of(held.partition().take(asked, answer.highWatermark(), answer.start(), answer.records()));
    }

    /** By the error alone; that the offset is out of range says nothing yet. */
    static Reaction toError(Held held, Errors error) {
        return switch (error) {
            case NONE, OFFSET_OUT_OF_RANGE -> GO_ON;
            case NOT_LEADER_OR_FOLLOWER,
                    FENCED_LEADER_EPOCH,
                    UNKNOWN_LEADER_EPOCH,
                    UNKNOWN_TOPIC_OR_PARTITION,
                    UNKNOWN_TOPIC_ID,
                    INCONSISTENT_TOPIC_ID -> MOVED;
            default -> {
                held.partition().held("the source says: " + error.message());
                yield LATER;
            }
        };
    }

    static Reaction of(Step step) {
        return switch (step) {
            case GO_ON -> GO_ON;
            case VERIFY -> LATER;
            case LEAVE -> LEAVE;
        };
    }
}
