package dev.tain.link;

import java.util.Map;
import java.util.Optional;

/**
 * A mirror topic to be made.
 *
 * @param mirrorTopic empty for the source's name, with the link's prefix before it
 * @param replicas how many; empty for the destination's default
 * @param configs of the mirror's own
 */
public record MirrorWish(
        String sourceTopic, Optional<String> mirrorTopic, Optional<Integer> replicas, Map<String, String> configs) {
    public MirrorWish {
        configs = Map.copyOf(configs);
    }
}
