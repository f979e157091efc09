package dev.tain.link;

import java.util.Map;
import java.util.Optional;

/**
 * A topic to be made.
 *
 * @param partitions how many; empty for the cluster's default
 * @param replicas how many; empty for the cluster's default
 * @param validateOnly whether to check only
 */
public record TopicWish(
        String name,
        Optional<Integer> partitions,
        Optional<Integer> replicas,
        Map<String, String> configs,
        boolean validateOnly) {
    public TopicWish {
        configs = Map.copyOf(configs);
    }
}
