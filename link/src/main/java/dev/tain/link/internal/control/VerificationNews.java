package dev.tain.link.internal.control;

import dev.tain.link.internal.control.VerificationBook.Entry;
import dev.tain.link.plan.BatchDifference;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Verification;
import dev.tain.model.ErrorCode;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what verification found: each difference once, where it begins, and how something ended. */
final class VerificationNews {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationNews.class);

    private VerificationNews() {}

    /**
     * What is new.
     *
     * @param before the entry as it was before its last step
     * @param after the same after it
     */
    static void tell(MirrorRecord mirror, TopicPartition name, Entry before, Entry after) {
        List<BatchDifference> known = before.done().differences();
        for (BatchDifference each : after.done().differences()) {
            if (known.stream().noneMatch(other -> other.from() == each.from() && other.kind() == each.kind())) {
                LOG.error(
                        "{}: {} of link {} is not what its source has: from offset {} on, {}. Its verification says how"
                                + " far; where the copy is wrong, delete the mirror topic and mirror it again.",
                        ErrorCode.MIRROR_TOPIC_DIFFERS,
                        name,
                        mirror.link(),
                        each.from(),
                        each.kind());
            }
        }
        if (before.asked() && !after.why().isEmpty() && !after.why().equals(before.why())) {
            LOG.warn("The verification of {} of link {} waits: {}", name, mirror.link(), after.why());
        } else if (before.asked() && !after.asked()) {
            Verification done = after.done();
            LOG.info(
                    "{} of link {} is compared from offset {} until before {}: {} batches equal, {} undecided, {}"
                            + " differences",
                    name,
                    mirror.link(),
                    done.from(),
                    done.compared(),
                    done.equal(),
                    done.undecided(),
                    done.differences().size() + done.untold());
        }
    }
}
