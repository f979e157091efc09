package dev.tain.link.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored about links, at one moment. Not changed after it is made.
 *
 * @param stops by topic, then by partition
 */
public record Stored(
        Map<String, LinkRecord> links, Map<String, MirrorRecord> mirrors, Map<String, Map<Integer, StopRecord>> stops) {
    public static final Stored NOTHING = new Stored(Map.of(), Map.of(), Map.of());

    public Stored {
        links = Map.copyOf(links);
        mirrors = Map.copyOf(mirrors);
        stops = Map.copyOf(stops);
    }

    /** One change: a key of the store and what is there now. */
    public sealed interface Change {
        record Link(String name, @Nullable LinkRecord now) implements Change {}

        record Mirror(String topic, @Nullable MirrorRecord now) implements Change {}

        record Stop(String topic, int partition, @Nullable StopRecord now) implements Change {}
    }

    public Stored with(Change change) {
        return switch (change) {
            case Change.Link link -> new Stored(put(links, link.name(), link.now()), mirrors, stops);
            case Change.Mirror mirror -> new Stored(links, put(mirrors, mirror.topic(), mirror.now()), stops);
            case Change.Stop stop -> {
                Map<Integer, StopRecord> ofTopic =
                        put(stops.getOrDefault(stop.topic(), Map.of()), stop.partition(), stop.now());
                yield new Stored(
                        links, mirrors, put(stops, stop.topic(), ofTopic.isEmpty() ? null : Map.copyOf(ofTopic)));
            }
        };
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, @Nullable V value) {
        Map<K, V> copy = new HashMap<>(map);
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        return copy;
    }

    public Optional<LinkRecord> link(String name) {
        return Optional.ofNullable(links.get(name));
    }

    public Optional<MirrorRecord> mirror(String topic) {
        return Optional.ofNullable(mirrors.get(topic));
    }

    /** The mirrors of a link, by name. */
    public List<MirrorRecord> mirrorsOf(String link) {
        return mirrors.values().stream()
                .filter(each -> each.link().equals(link))
                .collect(Collectors.toMap(MirrorRecord::topic, each -> each, (a, b) -> a, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** What clients may not write to. */
    public Set<String> readOnlyTopics() {
        return mirrors.values().stream()
                .filter(each -> each.state().isReadOnly())
                .map(MirrorRecord::topic)
                .collect(Collectors.toUnmodifiableSet());
    }
}
