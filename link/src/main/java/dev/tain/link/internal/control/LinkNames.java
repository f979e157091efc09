package dev.tain.link.internal.control;

import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.Collection;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/** What links and topics may be called. */
final class LinkNames {
    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    /** Stands for all links in addresses. */
    private static final String ANY = "-";

    private LinkNames() {}

    static void checkLink(String name) {
        if (!LINK.matcher(name).matches() || name.equals(ANY)) {
            throw new TainException(
                    ErrorCode.LINK_INVALID,
                    "Invalid Cluster Link Name.",
                    "Use up to 200 letters, digits, dots, underscores and dashes; not a single dash.");
        }
    }

    static void checkTopic(String name) {
        try {
            Topic.validate(name);
        } catch (InvalidTopicException e) {
            throw new TainException(
                    ErrorCode.MIRROR_TOPIC_INVALID,
                    "The topic name is invalid: " + e.getMessage(),
                    "Use up to 249 letters, digits, dots, underscores and dashes.",
                    e);
        }
        if (name.startsWith("__")) {
            throw new TainException(
                    ErrorCode.MIRROR_TOPIC_INVALID,
                    "Topic '" + name + "' belongs to Kafka itself and is not mirrored.",
                    "Choose another topic.");
        }
    }

    /** Two links with one prefix would want the same names for their mirrors and groups. */
    static void checkPrefix(LinkRecord made, Collection<LinkRecord> others) {
        String prefix = LinkConfigs.value(made.configs(), LinkConfigs.PREFIX);
        for (LinkRecord each : others) {
            if (!prefix.isEmpty() && prefix.equals(LinkConfigs.value(each.configs(), LinkConfigs.PREFIX))) {
                throw new TainException(
                        ErrorCode.LINK_CONFIG_INVALID,
                        "The config " + LinkConfigs.PREFIX + " is invalid: the prefix already exists, on the link '"
                                + each.name() + "'.",
                        "Give the link another prefix.");
            }
        }
    }
}
