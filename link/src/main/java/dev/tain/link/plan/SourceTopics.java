package dev.tain.link.plan;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;

/**
 * What a source cluster said about topics at one moment.
 *
 * @param clusterId empty where the cluster is too old to have one
 * @param topics only those that were asked about and about which there was an answer
 */
public record SourceTopics(String clusterId, Map<String, Topic> topics) {
    public SourceTopics {
        topics = Map.copyOf(topics);
    }

    /** One topic. */
    public sealed interface Topic {
        /**
         * There is one.
         *
         * @param id zero where the source has no topic ids
         * @param leaders one for each partition, in order
         */
        record Present(Uuid id, List<Leader> leaders) implements Topic {
            public Present {
                leaders = List.copyOf(leaders);
            }
        }

        record Missing() implements Topic {}

        /** The source does not let us know. */
        record Hidden(String why) implements Topic {}
    }

    /**
     * Who leads a partition.
     *
     * @param node empty ({@link Node#noNode}) while nobody does
     * @param epoch -1 when not known
     */
    public record Leader(Node node, int epoch) {
        public boolean isKnown() {
            return !node.isEmpty();
        }
    }
}
