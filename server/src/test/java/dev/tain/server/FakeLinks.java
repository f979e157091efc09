package dev.tain.server;

import dev.tain.link.ClusterServices;
import dev.tain.link.EndingStatus;
import dev.tain.link.EndingStatus.End;
import dev.tain.link.EndingStatus.Fence;
import dev.tain.link.EndingStatus.FenceState;
import dev.tain.link.EndingWish;
import dev.tain.link.LinkConfigValue;
import dev.tain.link.LinkService;
import dev.tain.link.LinkStatus;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorStatus.Cut;
import dev.tain.link.MirrorWish;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.EndingRecord;
import dev.tain.link.plan.EndingRecord.Progress;
import dev.tain.link.plan.LinkConfig;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Links in memory, on a clock that stands still. Wishes come true at once. Sources at {@code away:1}, {@code locked:1},
 * {@code forbidden:1} and {@code self:1} are what their names say, and no source has a topic {@code missing}. All that
 * was asked for is noted in {@link #calls}.
 */
public final class FakeLinks implements LinkService {
    public static final String CLUSTER = "Qk3vT0yPRmKz5c1yYt0wLA";
    public static final String SOURCE = "mW8pL2dXQ5yHn7uJr4sVbg";
    private static final String ID = "qz0HDEV-Qz2B5aPFpcWQJQ";
    private static final String OPERATION = "Zx1mQ0rLSDqVb7n4pKw8e0";
    private static final String UUID = "ab3d070c-457e-433d-81e5-a3c5a5c59025";

    public final SortedMap<String, FakeLink> stored = new TreeMap<>();
    public final List<String> calls = new ArrayList<>();
    /** When there is one, every change fails with it. */
    public @Nullable RuntimeException failure;

    private final ClusterServices cluster = FakeCluster.of(this);

    @Override
    public String clusterId() {
        return CLUSTER;
    }

    @Override
    public ClusterServices cluster() {
        return cluster;
    }

    void change(String call) {
        calls.add(call);
        if (failure != null) {
            throw failure;
        }
    }

    public FakeLink known(String name) {
        FakeLink link = stored.get(name);
        if (link == null) {
            throw error(ErrorCode.LINK_UNKNOWN, "Cluster link '" + name + "' does not exist.");
        }
        return link;
    }

    static TainException error(ErrorCode code, String sentence) {
        String remedy = switch (code) {
            case LINK_UNKNOWN -> "Check the name; the list of links shows what there is.";
            case LINK_OPERATION_UNKNOWN -> "Check the id; the list of operations shows the latest ones.";
            case MIRROR_TOPIC_UNKNOWN -> "Check the name; the list of mirrors shows what there is.";
            case LINK_IN_USE -> "Promote them or fail them over first, or delete the link by force.";
            default -> "Do something about it.";
        };
        return new TainException(code, sentence, remedy);
    }

    @Override
    public void createLink(LinkWish wish) {
        change("createLink " + wish.name() + " of " + wish.sourceClusterId() + " " + new TreeMap<>(wish.configs())
                + (wish.validateOnly() ? " validateOnly" : "") + (wish.validate() ? " validate" : ""));
        if (!wish.name().matches("[A-Za-z0-9._-]{1,200}") || wish.name().equals("-")) {
            throw error(ErrorCode.LINK_INVALID, "Invalid Cluster Link Name.");
        }
        wish.configs().forEach(FakeLinks::check);
        String bootstrap = wish.configs().getOrDefault(LinkConfigs.BOOTSTRAP, "");
        if (bootstrap.isEmpty()) {
            throw error(ErrorCode.LINK_CONFIG_INVALID, "The link has no bootstrap.servers.");
        } else if (stored.containsKey(wish.name())) {
            throw error(ErrorCode.LINK_EXISTS, "Cluster link '" + wish.name() + "' already exists.");
        }
        if (wish.validate()) {
            look(wish, bootstrap);
        }
        if (!wish.validateOnly()) {
            stored.put(
                    wish.name(),
                    new FakeLink(wish.name(), wish.validate() ? SOURCE : wish.sourceClusterId(), wish.configs()));
        }
    }

    private static void look(LinkWish wish, String bootstrap) {
        switch (bootstrap) {
            case "away:1" -> throw error(ErrorCode.LINK_SOURCE_UNREACHABLE, "The source cannot be reached: refused");
            case "locked:1" ->
                throw error(
                        ErrorCode.LINK_SOURCE_UNAUTHENTICATED,
                        "Client SASL mechanism 'PLAIN' not enabled in the server,"
                                + " enabled mechanisms are [SCRAM-SHA-512]");
            case "forbidden:1" -> throw error(ErrorCode.LINK_SOURCE_UNAUTHORIZED, "Cluster authorization failed.");
            case "self:1" ->
                throw error(
                        ErrorCode.LINK_INVALID,
                        "Source cluster ID matches local cluster ID " + CLUSTER
                                + ". Cannot create cluster link to self.");
            default -> {
                if (!wish.sourceClusterId().isEmpty() && !wish.sourceClusterId().equals(SOURCE)) {
                    throw error(ErrorCode.LINK_INVALID, "The source cluster's ID is another one.");
                }
            }
        }
    }

    private static void check(String name, String value) {
        LinkConfig config = requireConfig(name);
        if (!config.accepted().test(value)) {
            throw error(
                    ErrorCode.LINK_CONFIG_INVALID, "The config " + name + " is invalid: it is not " + config.form());
        }
    }

    private static LinkConfig requireConfig(String name) {
        return LinkConfigs.find(name).orElseThrow(() -> error(ErrorCode.LINK_CONFIG_UNKNOWN, "Invalid Config Name."));
    }

    @Override
    public List<LinkStatus> links() {
        return stored.keySet().stream().map(this::link).toList();
    }

    @Override
    public LinkStatus link(String name) {
        FakeLink link = known(name);
        return new LinkStatus(
                name,
                ID,
                UUID,
                link.source,
                link.mirrors.values().stream()
                        .filter(mirror -> mirror.condition() != Condition.STOPPED)
                        .map(MirrorStatus::topic)
                        .toList(),
                link.state,
                Optional.ofNullable(link.trouble),
                link.tasks,
                link.partitions(),
                "BIDIRECTIONAL".equals(link.configs.get("link.mode")));
    }

    @Override
    public void deleteLink(String name, boolean force, boolean validateOnly) {
        change("deleteLink " + name + (force ? " force" : "") + (validateOnly ? " validateOnly" : ""));
        if (!link(name).topics().isEmpty() && !force) {
            throw error(ErrorCode.LINK_IN_USE, "Cluster link '" + name + "' has mirror topics that have not stopped.");
        } else if (!validateOnly) {
            stored.remove(name);
        }
    }

    @Override
    public List<LinkConfigValue> configs(String name) {
        Map<String, String> set = known(name).configs;
        return LinkConfigs.list().stream()
                .map(config -> new LinkConfigValue(
                        config.name(),
                        Optional.of(LinkConfigs.value(set, config.name()))
                                .filter(value -> !value.isEmpty() && !config.isSensitive()),
                        set.containsKey(config.name()),
                        config.isReadOnly(),
                        config.isSensitive()))
                .toList();
    }

    @Override
    public void alterConfigs(String name, List<ConfigChange> changes, boolean validateOnly) {
        change("alterConfigs " + name + " " + changes + (validateOnly ? " validateOnly" : ""));
        FakeLink link = known(name);
        changes.forEach(each ->
                each.value().ifPresentOrElse(value -> check(each.name(), value), () -> requireConfig(each.name())));
        if (!validateOnly) {
            changes.forEach(each -> each.value()
                    .ifPresentOrElse(
                            value -> link.configs.put(each.name(), value), () -> link.configs.remove(each.name())));
        }
    }

    @Override
    public void createMirror(String link, MirrorWish wish) {
        change("createMirror " + link + " " + wish.sourceTopic() + " as "
                + wish.mirrorTopic().orElse("the same") + " "
                + wish.replicas().map(String::valueOf).orElse("default") + " " + new TreeMap<>(wish.configs()));
        known(link);
        String topic = wish.mirrorTopic().orElse(wish.sourceTopic());
        if (topic.length() > 249) {
            throw error(ErrorCode.MIRROR_TOPIC_INVALID, "The topic name is invalid: max allowed length 249");
        } else if (wish.sourceTopic().equals("missing")) {
            throw error(ErrorCode.SOURCE_TOPIC_UNKNOWN, "The source has no topic 'missing'.");
        } else if (mirrors(Optional.empty()).stream()
                .anyMatch(each -> each.topic().equals(topic))) {
            throw error(ErrorCode.MIRROR_TOPIC_EXISTS, "Topic '" + topic + "' already exists.");
        }
        known(link).mirrors.put(topic, FakeLink.fresh(link, topic, wish.sourceTopic()));
    }

    @Override
    public List<MirrorStatus> mirrors(Optional<String> link) {
        return link.map(name -> List.of(known(name))).orElseGet(() -> List.copyOf(stored.values())).stream()
                .flatMap(each -> each.mirrors.values().stream())
                .toList();
    }

    @Override
    public MirrorStatus mirror(String link, String topic) {
        return Optional.ofNullable(known(link).mirrors.get(topic))
                .orElseThrow(() -> error(
                        ErrorCode.MIRROR_TOPIC_UNKNOWN,
                        "Cluster link '" + link + "' has no mirror topic '" + topic + "'."));
    }

    private static final List<Cut> EXPECTED =
            List.of(new Cut(0, CutRecord.Kind.CUT_OFF, 30, 41, ""), new Cut(1, CutRecord.Kind.CUT_OFF, 7, 7, ""));

    @Override
    public List<VerbResult> alterMirrors(String link, Verb verb, MirrorChoice choice, boolean validateOnly) {
        change("alterMirrors " + link + " " + verb + " " + choice + (validateOnly ? " validateOnly" : ""));
        return chosen(link, choice).stream()
                .map(mirror -> alter(known(link), mirror, verb, validateOnly))
                .toList();
    }

    private List<MirrorStatus> chosen(String link, MirrorChoice choice) {
        List<MirrorStatus> chosen = new ArrayList<>();
        choice.topics().forEach(topic -> chosen.add(mirror(link, topic)));
        choice.pattern()
                .ifPresent(pattern -> mirrors(Optional.of(link)).stream()
                        .filter(each -> pattern.matcher(each.topic()).matches())
                        .forEach(chosen::add));
        return chosen;
    }

    @Override
    public List<String> adoptable(String link) {
        known(link);
        return List.of();
    }

    /** What has ended is remembered as having had a little left. */
    @Override
    public Ended endMirrors(String link, EndingWish wish, MirrorChoice choice, boolean validateOnly) {
        change("endMirrors " + link + " " + wish + " " + choice + (validateOnly ? " validateOnly" : ""));
        Verb verb = wish.planned() ? Verb.PROMOTE : Verb.FAILOVER;
        List<VerbResult> results = chosen(link, choice).stream()
                .map(mirror -> alter(known(link), mirror, verb, validateOnly))
                .toList();
        List<String> topics = results.stream()
                .filter(each -> each.refusal().isEmpty())
                .map(each -> each.mirror().topic())
                .toList();
        if (validateOnly || topics.isEmpty()) {
            return new Ended("", results);
        }
        String id = OPERATION.substring(0, OPERATION.length() - 1)
                + known(link).endings.size();
        long within = wish.within().toMillis();
        known(link)
                .endings
                .put(
                        id,
                        new EndingRecord(
                                link,
                                id,
                                wish.planned(),
                                FakeLink.STATE_AT,
                                within == 0 ? 0 : FakeLink.STATE_AT + within,
                                topics));
        return new Ended(id, results);
    }

    @Override
    public List<EndingStatus> endings(String link) {
        return known(link).endings.values().stream().map(FakeLinks::status).toList();
    }

    @Override
    public EndingStatus ending(String link, String id) {
        return Optional.ofNullable(known(link).endings.get(id))
                .map(FakeLinks::status)
                .orElseThrow(() -> error(
                        ErrorCode.LINK_OPERATION_UNKNOWN,
                        "Cluster link '" + link + "' has no operation '" + id + "'."));
    }

    @Override
    public EndingStatus cancelEnding(String link, String id) {
        change("cancelEnding " + link + " " + id);
        EndingStatus status = ending(link, id);
        return new EndingStatus(
                status.wish(),
                status.parts().stream()
                        .map(each -> new EndingStatus.Part(each.topic(), Progress.GIVEN_UP, 2, 0, -1, "", Fence.NONE))
                        .toList());
    }

    private static final Fence CLOSED =
            new Fence(FenceState.CLOSED, "topic-1", List.of(new End(0, 41, 41), new End(1, 19, -1)));

    private static EndingStatus status(EndingRecord wish) {
        return new EndingStatus(
                wish,
                wish.topics().stream()
                        .map(topic -> wish.planned()
                                ? new EndingStatus.Part(
                                        topic,
                                        Progress.WAITING,
                                        2,
                                        1,
                                        12,
                                        "1 of 2 partitions have ended; partition 1 lacks 12 records",
                                        topic.equals("topic-1") ? CLOSED : Fence.NONE)
                                : new EndingStatus.Part(topic, Progress.ENDED, 2, 2, 0, "", Fence.NONE))
                        .toList());
    }

    private static VerbResult alter(FakeLink link, MirrorStatus mirror, Verb verb, boolean validateOnly) {
        MirrorState state = FakeLink.state(mirror);
        if (!state.allows(verb)) {
            return new VerbResult(
                    mirror,
                    Optional.of(
                            "Topic '" + mirror.topic() + "' has already stopped its mirror from '" + link.name + "'"));
        }
        if (!validateOnly) {
            MirrorState after = verb == Verb.FAILOVER ? MirrorState.STOPPED : state.after(verb); // it ends at once here
            link.change(mirror.topic(), FakeLink.condition(after));
        }
        return verb == Verb.RESTORE
                ? new VerbResult(mirror, Optional.empty(), EXPECTED)
                : new VerbResult(mirror, Optional.empty());
    }
}
