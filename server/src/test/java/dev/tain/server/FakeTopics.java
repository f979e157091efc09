package dev.tain.server;

import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.TopicService;
import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.model.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Topics in memory, in a cluster of three brokers: those made here, mirrors, and the one that links are stored in. */
final class FakeTopics implements TopicService {
    private static final String STORE = "__tain_links";
    private static final int BROKERS = 3;

    private final FakeLinks links;
    final Map<String, TopicWish> made = new HashMap<>();
    private final Map<String, Integer> grown = new HashMap<>();

    FakeTopics(FakeLinks links) {
        this.links = links;
    }

    private SortedMap<String, TopicStatus> all() {
        SortedMap<String, TopicStatus> all = new TreeMap<>();
        all.put(STORE, new TopicStatus(STORE, true, 3, 1));
        links.stored
                .values()
                .forEach(link -> link.mirrors.forEach((name, mirror) -> all.put(
                        name, new TopicStatus(name, false, 1, mirror.lags().size()))));
        made.forEach((name, wish) -> all.put(name, status(wish)));
        return all;
    }

    private TopicStatus status(TopicWish wish) {
        int partitions = grown.getOrDefault(wish.name(), wish.partitions().orElse(6));
        return new TopicStatus(wish.name(), false, wish.replicas().orElse(BROKERS), partitions);
    }

    @Override
    public List<TopicStatus> topics() {
        return List.copyOf(all().values());
    }

    @Override
    public TopicStatus topic(String name) {
        return Optional.ofNullable(all().get(name))
                .orElseThrow(() -> FakeLinks.error(ErrorCode.TOPIC_UNKNOWN, "There is no topic '" + name + "'."));
    }

    @Override
    public TopicStatus create(TopicWish wish) {
        links.change("createTopic " + wish.name() + " " + wish.partitions() + " " + wish.replicas() + " "
                + new TreeMap<>(wish.configs()) + (wish.validateOnly() ? " validateOnly" : ""));
        if (all().containsKey(wish.name())) {
            throw FakeLinks.error(ErrorCode.TOPIC_EXISTS, "Topic '" + wish.name() + "' already exists.");
        } else if (wish.replicas().orElse(1) > BROKERS) {
            throw FakeLinks.error(ErrorCode.TOPIC_INVALID, "There are only " + BROKERS + " brokers.");
        } else if (!wish.validateOnly()) {
            made.put(wish.name(), wish);
        }
        return status(wish);
    }

    @Override
    public void delete(String name) {
        links.change("deleteTopic " + name);
        if (topic(name).internal()) {
            throw FakeLinks.error(ErrorCode.TOPIC_INVALID, "Topic '" + name + "' is where links are stored.");
        }
        made.remove(name);
        links.stored.values().forEach(link -> link.mirrors.remove(name));
    }

    @Override
    public TopicStatus grow(String name, int partitions) {
        links.change("growTopic " + name + " " + partitions);
        TopicStatus before = topic(name);
        if (isMirror(name)) {
            throw FakeLinks.error(
                    ErrorCode.TOPIC_INVALID,
                    "Cannot modify mirror topic " + name + ": it has the partitions that its source has.");
        } else if (partitions <= before.partitions()) {
            throw FakeLinks.error(ErrorCode.TOPIC_INVALID, "The topic has " + before.partitions() + " already.");
        }
        grown.put(name, partitions);
        return topic(name);
    }

    boolean isMirror(String name) {
        return links.mirrors(Optional.empty()).stream()
                .filter(each -> each.condition() != Condition.STOPPED)
                .map(MirrorStatus::topic)
                .anyMatch(name::equals);
    }
}
