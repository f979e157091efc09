package dev.tain.link.internal.control;

import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.internal.control.MirrorMaking.Found;
import dev.tain.link.plan.AutoMirrors;
import dev.tain.link.plan.AutoMirrors.Wanted;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.StartOffset;
import dev.tain.link.plan.Stored;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes mirrors of a source's topics by itself, as {@link AutoMirrors} says. Used by one thread of one link. */
final class AutoCreation {
    private static final Logger LOG = LoggerFactory.getLogger(AutoCreation.class);
    /** So many topics are looked at and made at once. */
    private static final int AT_ONCE = 100;
    /** What cannot be made, and mirrors of the source's own, are looked at again only after so long. */
    private static final long AGAIN_MILLIS = 60_000;

    private static final int MOST_PROBLEMS = 50;

    private final LinkRecord link;
    private final Supplier<Admin> source;
    private final BrokerHost host;
    private final MirrorMaking making;
    private final Clock clock;
    private final Map<String, Waiting> waiting = new TreeMap<>();

    AutoCreation(LinkRun run, BrokerHost host, MirrorMaking making, Clock clock) {
        this.link = run.link();
        this.source = run::admin;
        this.host = host;
        this.making = making;
        this.clock = clock;
    }

    private record Waiting(long untilMillis, @Nullable Problem problem) {}

    /**
     * One round over all topics of the source.
     *
     * @return what went wrong with single topics
     * @throws KafkaException when the source or the destination does not answer
     */
    List<Problem> round(Stored stored) {
        Map<String, Uuid> there = new HashMap<>();
        for (TopicListing each : Replies.of(source.get().listTopics().listings())) {
            there.put(each.name(), each.topicId());
        }
        AutoMirrors plan = AutoMirrors.of(
                link, there, stored, topic -> host.partitions(topic).isPresent());
        waiting.keySet().retainAll(plan.wanted().stream().map(Wanted::source).toList());
        long now = clock.millis();
        waiting.values().removeIf(each -> each.untilMillis() <= now);
        List<Wanted> wanted = plan.wanted().stream()
                .filter(each -> !waiting.containsKey(each.source()) && isNamedWell(each))
                .toList();
        for (int i = 0; i < wanted.size(); i += AT_ONCE) {
            make(wanted.subList(i, Math.min(wanted.size(), i + AT_ONCE)));
        }
        return problems(plan.blocked());
    }

    private boolean isNamedWell(Wanted wanted) {
        try {
            LinkNames.checkTopic(wanted.mirror());
            return true;
        } catch (TainException e) {
            wait(wanted.source(), new Problem(ProblemKind.TOPIC_INVALID, about(wanted.source(), e)));
            return false;
        }
    }

    private void make(List<Wanted> wanted) {
        List<String> names = wanted.stream().map(Wanted::source).toList();
        Map<String, Map<String, String>> configs = TopicKeeper.configs(source.get(), names, this::failed);
        Map<String, Integer> partitions = partitions(names);
        Map<String, Map<Integer, Long>> begins =
                Beginnings.ask(source.get(), StartOffset.of(link.configs()), partitions);
        List<Found> found = new ArrayList<>();
        for (Wanted each : wanted) {
            Map<String, String> theirs = configs.get(each.source());
            Integer count = partitions.get(each.source());
            if (theirs == null || count == null) {
                LOG.debug("topic {} is gone since, or its failure is noted", each.source());
            } else if (AutoMirrors.isLeftOut(link, each.source(), theirs)) {
                wait(each.source(), null);
            } else {
                found.add(new Found(each, count, theirs, begins.getOrDefault(each.source(), Map.of())));
            }
        }
        if (!found.isEmpty()) {
            making.makeAll(link, found).forEach(this::failed);
        }
    }

    private Map<String, Integer> partitions(List<String> names) {
        Map<String, Integer> partitions = new HashMap<>();
        source.get().describeTopics(names).topicNameValues().forEach((topic, future) -> {
            try {
                partitions.put(topic, Replies.of(future).partitions().size());
            } catch (UnknownTopicOrPartitionException e) {
                partitions.remove(topic); // gone since
            } catch (KafkaException e) {
                failed(topic, e);
            }
        });
        return partitions;
    }

    /** What may be otherwise in a moment fails the whole round, which comes again soon. */
    private void failed(String topic, KafkaException e) {
        if (e instanceof RetriableException) {
            throw e;
        }
        ProblemKind kind = switch (e) {
            case TopicExistsException _ -> ProblemKind.TOPIC_EXISTS;
            case AuthorizationException _ -> ProblemKind.AUTHORIZATION;
            case InvalidTopicException _ -> ProblemKind.TOPIC_INVALID;
            case InvalidConfigurationException _ -> ProblemKind.TOPIC_INVALID;
            default -> ProblemKind.OTHER;
        };
        wait(topic, new Problem(kind, about(topic, e)));
    }

    private void wait(String topic, @Nullable Problem problem) {
        waiting.put(topic, new Waiting(clock.millis() + AGAIN_MILLIS, problem));
    }

    private static String about(String topic, RuntimeException e) {
        return "No mirror of the source's topic " + topic + " could be made: " + e.getMessage();
    }

    private List<Problem> problems(List<Wanted> blocked) {
        List<Problem> problems = new ArrayList<>();
        for (Wanted each : blocked) {
            problems.add(new Problem(
                    ProblemKind.TOPIC_EXISTS,
                    "No mirror of the source's topic " + each.source() + " is made: this cluster has a topic "
                            + each.mirror() + " already, which is no mirror of it by this link."));
        }
        waiting.values().forEach(each -> {
            if (each.problem() != null) {
                problems.add(each.problem());
            }
        });
        return Problems.atMost(MOST_PROBLEMS, problems);
    }
}
