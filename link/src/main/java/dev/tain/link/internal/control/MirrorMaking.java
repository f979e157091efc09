package dev.tain.link.internal.control;

import dev.tain.link.MirrorWish;
import dev.tain.link.internal.fetch.SourceMetadata;
import dev.tain.link.plan.AutoMirrors.Wanted;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.StartOffset;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.link.plan.SyncedConfigs;
import dev.tain.link.plan.TopicConfigs;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes a mirror topic: looks at the source, notes the mirror, and only then creates the topic, already closed. */
final class MirrorMaking {
    private final LinkStore store;
    private final TopicKeeper topics;
    private final Clock clock;

    MirrorMaking(LinkStore store, TopicKeeper topics, Clock clock) {
        this.store = store;
        this.topics = topics;
        this.clock = clock;
    }

    void make(LinkRecord link, MirrorWish wish) {
        String topic =
                wish.mirrorTopic().orElse(LinkConfigs.value(link.configs(), LinkConfigs.PREFIX) + wish.sourceTopic());
        LinkNames.checkTopic(topic);
        LinkNames.checkTopic(wish.sourceTopic());
        checkGiven(link, topic, wish.configs());
        if (store.stored().mirror(topic).isPresent() || topics.exists(topic)) {
            throw exists(topic);
        }
        SourceTopics.Topic.Present source = look(link, wish.sourceTopic());
        Details details = details(link, wish.sourceTopic(), source.leaders().size());
        Map<String, String> theirs = details.configs();
        MirrorRecord mirror = MirrorRecord.created(
                topic,
                link.name(),
                new MirrorRecord.Source(
                        wish.sourceTopic(),
                        source.id(),
                        theirs.getOrDefault(TopicConfigs.FENCE, ""),
                        wish.configs(),
                        details.begins()),
                clock.millis());
        store.decide(stored -> noted(stored, mirror));
        try {
            create(wish, topic, source.leaders().size(), synced(link).ofNew(theirs, wish.configs()));
        } catch (RuntimeException e) {
            store.write(List.of(new Change.Mirror(topic, null)));
            throw e;
        }
    }

    /** A topic of the source whose mirror is to be made. */
    record Found(Wanted wanted, int partitions, Map<String, String> configs, Map<Integer, Long> begins) {}

    /**
     * Makes mirrors of what was looked at before, as far as nobody did meanwhile; after a failure that leaves open
     * whether a topic was made, its mirror stays noted, until it is seen that there is no topic.
     *
     * @return why those were not made that are not, by the source's topics
     */
    Map<String, KafkaException> makeAll(LinkRecord link, List<Found> found) {
        Map<String, KafkaException> refused = new HashMap<>();
        int replicas = topics.defaultReplicas();
        store.exclusively(() -> {
            Stored stored = store.stored();
            if (!link.equals(stored.links().get(link.name()))) {
                return;
            }
            List<Found> free = found.stream()
                    .filter(each -> stored.mirror(each.wanted().mirror()).isEmpty())
                    .toList();
            if (free.isEmpty()) {
                return;
            }
            List<NewTopic> placed =
                    topics.place(free.stream().map(each -> wish(link, each)).toList(), replicas);
            store.write(free.stream()
                    .flatMap(each -> noted(stored, mirror(link, each)).stream())
                    .toList());
            Map<String, KafkaException> refusals = topics.createAll(placed);
            forget(refusals);
            for (Found each : free) {
                KafkaException refusal = refusals.get(each.wanted().mirror());
                if (refusal != null) {
                    refused.put(each.wanted().source(), refusal);
                }
            }
        });
        return refused;
    }

    private void forget(Map<String, KafkaException> refusals) {
        List<Change> changes = new ArrayList<>();
        refusals.forEach((topic, refusal) -> {
            if (!(refusal instanceof RetriableException)) {
                changes.add(new Change.Mirror(topic, null));
            }
        });
        if (!changes.isEmpty()) {
            store.write(changes);
        }
    }

    /** Without where an earlier mirror of that name has ended, if that was told after its topic was deleted. */
    private static List<Change> noted(Stored stored, MirrorRecord mirror) {
        List<Change> changes = Forgetting.past(stored, mirror.topic());
        changes.add(new Change.Mirror(mirror.topic(), mirror));
        return changes;
    }

    private MirrorRecord mirror(LinkRecord link, Found found) {
        Wanted wanted = found.wanted();
        String largest = found.configs().getOrDefault(TopicConfigs.FENCE, "");
        var source = new MirrorRecord.Source(wanted.source(), wanted.id(), largest, Map.of(), found.begins());
        return MirrorRecord.created(wanted.mirror(), link.name(), source, clock.millis());
    }

    private static TopicKeeper.Wish wish(LinkRecord link, Found found) {
        return new TopicKeeper.Wish(
                found.wanted().mirror(), found.partitions(), synced(link).ofNew(found.configs(), Map.of()));
    }

    private static SyncedConfigs synced(LinkRecord link) {
        return SyncedConfigs.of(link.configs());
    }

    private void create(MirrorWish wish, String topic, int partitions, Map<String, String> configs) {
        try {
            topics.create(topic, partitions, wish.replicas().orElseGet(topics::defaultReplicas), configs);
        } catch (TopicExistsException e) {
            throw exists(topic);
        } catch (IllegalArgumentException | KafkaException e) {
            throw new TainException(
                    ErrorCode.MIRROR_TOPIC_INVALID,
                    "The mirror topic '" + topic + "' cannot be created: " + e.getMessage(),
                    "Give a replication factor and configs that the destination cluster accepts.",
                    e);
        }
    }

    private static void checkGiven(LinkRecord link, String topic, Map<String, String> configs) {
        SyncedConfigs synced = synced(link);
        for (String name : configs.keySet()) {
            if (!synced.mayBeGiven(name)) {
                throw new TainException(
                        ErrorCode.MIRROR_TOPIC_INVALID,
                        "Cannot modify mirror topic " + topic + " because '" + name + "' are set to always sync",
                        "Leave the config out: a mirror has it from its source.");
            }
        }
    }

    /** The source's topic as it is now. */
    static SourceTopics.Topic.Present look(LinkRecord link, String topic) {
        SourceTopics.Topic found = ask(link, List.of(topic)).topics().get(topic);
        return switch (found) {
            case null -> throw notNow(link, topic);
            case SourceTopics.Topic.Present present -> present;
            case SourceTopics.Topic.Missing _ ->
                throw new TainException(
                        ErrorCode.SOURCE_TOPIC_UNKNOWN,
                        "The source of link " + link.name() + " has no topic '" + topic + "'.",
                        "Check the name, and that the link's user may see the topic.");
            case SourceTopics.Topic.Hidden hidden ->
                throw new TainException(
                        ErrorCode.LINK_SOURCE_UNAUTHORIZED,
                        "The source of link " + link.name() + " does not show topic '" + topic + "': " + hidden.why(),
                        "Allow the link's user READ, DESCRIBE and DESCRIBE_CONFIGS of the topic.");
        };
    }

    private static TainException notNow(LinkRecord link, String topic) {
        return new TainException(
                ErrorCode.LINK_SOURCE_UNREACHABLE,
                "The source of link " + link.name() + " cannot say anything about topic '" + topic + "' now.",
                "Try again in a moment.");
    }

    /** Asks the source of a link, whether or not the link runs. */
    static SourceTopics ask(LinkRecord link, List<String> topics) {
        try (SourceMetadata metadata = new SourceMetadata(Sources.config(link))) {
            return metadata.ask(topics);
        } catch (IOException | KafkaException e) {
            throw Sources.fault(link.name(), e);
        }
    }

    private record Details(Map<String, String> configs, Map<Integer, Long> begins) {}

    private static Details details(LinkRecord link, String topic, int partitions) {
        try (Admin admin = Sources.admin(link)) {
            return new Details(
                    TopicKeeper.configs(admin, List.of(topic)).getOrDefault(topic, Map.of()),
                    Beginnings.ask(admin, StartOffset.of(link.configs()), Map.of(topic, partitions))
                            .getOrDefault(topic, Map.of()));
        } catch (KafkaException e) {
            throw Sources.fault(link.name(), e);
        }
    }

    private static TainException exists(String topic) {
        return new TainException(
                ErrorCode.MIRROR_TOPIC_EXISTS,
                "Topic '" + topic + "' already exists.",
                "Choose another name for the mirror, or delete the topic.");
    }
}
