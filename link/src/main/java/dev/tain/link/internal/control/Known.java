package dev.tain.link.internal.control;

import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Stored;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;

/** What is stored under the names that people give. */
final class Known {
    private Known() {}

    /** @throws TainException {@code LINK_UNKNOWN} */
    static LinkRecord link(Stored stored, String name) {
        return stored.link(name)
                .orElseThrow(() -> new TainException(
                        ErrorCode.LINK_UNKNOWN,
                        "Cluster link '" + name + "' does not exist.",
                        "Check the name; the list of links shows what there is."));
    }

    /** @throws TainException {@code MIRROR_TOPIC_UNKNOWN} */
    static MirrorRecord mirror(Stored stored, LinkRecord link, String topic) {
        return stored.mirror(topic)
                .filter(each -> each.link().equals(link.name()))
                .orElseThrow(() -> new TainException(
                        ErrorCode.MIRROR_TOPIC_UNKNOWN,
                        "Cluster link '" + link.name() + "' has no mirror topic '" + topic + "'.",
                        "Check the name; the list of mirrors shows what there is."));
    }
}
