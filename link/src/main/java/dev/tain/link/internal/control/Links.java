package dev.tain.link.internal.control;

import dev.tain.link.ClusterServices;
import dev.tain.link.LinkConfigValue;
import dev.tain.link.LinkService;
import dev.tain.link.LinkStatus;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorWish;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.control.Adoptions.Adoption;
import dev.tain.link.plan.LinkConfig;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/** What people ask of links. */
final class Links implements LinkService {
    private final BrokerHost host;
    private final LinkStore store;
    private final LinkRuns runs;
    private final Reports reports;
    private final Hands hands;
    private final Clock clock;

    Links(BrokerHost host, LinkStore store, LinkRuns runs, Hands hands, Clock clock) {
        this.host = host;
        this.store = store;
        this.runs = runs;
        this.reports = new Reports(host, runs, store::stored);
        this.hands = hands;
        this.clock = clock;
    }

    /** Who does what is asked. */
    record Hands(Turns turns, MirrorMaking making, ClusterServices cluster, RestoreWishes restores) {}

    @Override
    public String clusterId() {
        return host.clusterId();
    }

    @Override
    public ClusterServices cluster() {
        return hands.cluster();
    }

    private void change(Runnable change) {
        hands.turns().take(change);
    }

    private LinkRecord known(String name) {
        return store.stored()
                .link(name)
                .orElseThrow(() -> new TainException(
                        ErrorCode.LINK_UNKNOWN,
                        "Cluster link '" + name + "' does not exist.",
                        "Check the name; the list of links shows what there is."));
    }

    @Override
    public void createLink(LinkWish wish) {
        LinkNames.checkLink(wish.name());
        LinkRecord link = new LinkRecord(
                wish.name(), Uuid.randomUuid(), wish.sourceClusterId(), ConfigChecks.ofNew(wish.configs()), false);
        change(() -> {
            if (store.stored().link(wish.name()).isPresent()) {
                throw new TainException(
                        ErrorCode.LINK_EXISTS,
                        "Cluster link '" + wish.name() + "' already exists.",
                        "Choose another name, or delete the link first.");
            }
            LinkNames.checkPrefix(link, store.stored().links().values());
            LinkRecord made = wish.validate() ? checked(link) : link;
            if (!wish.validateOnly()) {
                store.write(List.of(new Change.Link(made.name(), made)));
            }
        });
    }

    /** Whether the source answers, and is the one that was meant. */
    private LinkRecord checked(LinkRecord link) {
        SourceTopics source = MirrorMaking.ask(link, List.of());
        if (source.clusterId().equals(host.clusterId())) {
            throw new TainException(
                    ErrorCode.LINK_INVALID,
                    "Source cluster ID matches local cluster ID " + host.clusterId()
                            + ". Cannot create cluster link to self.",
                    "Give the address of another cluster.");
        }
        String meant = link.sourceClusterId();
        if (!meant.isEmpty() && !meant.equals(source.clusterId())) {
            throw new TainException(
                    ErrorCode.LINK_INVALID,
                    "The source cluster's ID is " + source.clusterId() + ", not " + meant + ".",
                    "Check bootstrap.servers and source_cluster_id.");
        }
        return link.withSource(source.clusterId());
    }

    @Override
    public List<LinkStatus> links() {
        Stored stored = store.stored();
        return new TreeSet<>(stored.links().keySet())
                .stream().map(each -> reports.link(stored, known(each))).toList();
    }

    @Override
    public LinkStatus link(String name) {
        return reports.link(store.stored(), known(name));
    }

    @Override
    public void deleteLink(String name, boolean force, boolean validateOnly) {
        change(() -> {
            LinkRecord link = known(name);
            List<MirrorRecord> live = store.stored().mirrorsOf(name).stream()
                    .filter(Reports::isLive)
                    .toList();
            if (!live.isEmpty() && !force) {
                throw new TainException(
                        ErrorCode.LINK_IN_USE,
                        "Cluster link '" + link.name() + "' has " + live.size()
                                + " mirror topics that have not stopped.",
                        "Promote them or fail them over first, or delete the link by force.");
            } else if (validateOnly) {
                return;
            } else if (live.isEmpty()) {
                store.write(Forgetting.link(store.stored(), name));
            } else {
                failOver(link, live);
            }
        });
    }

    /** The link goes when all of them have ended. */
    private void failOver(LinkRecord link, List<MirrorRecord> live) {
        List<Change> changes = new ArrayList<>(List.of(new Change.Link(link.name(), link.toBeDeleted())));
        for (MirrorRecord each : live) {
            changes.add(new Change.Mirror(each.topic(), each.after(Verb.FAILOVER, clock.millis())));
        }
        store.write(changes);
    }

    @Override
    public List<LinkConfigValue> configs(String name) {
        Map<String, String> set = known(name).configs();
        return LinkConfigs.list().stream().map(each -> shown(each, set)).toList();
    }

    private static LinkConfigValue shown(LinkConfig config, Map<String, String> set) {
        String value = LinkConfigs.value(set, config.name());
        boolean hidden = config.isSensitive() || value.isEmpty();
        return new LinkConfigValue(
                config.name(),
                hidden ? Optional.empty() : Optional.of(value),
                set.containsKey(config.name()),
                config.isReadOnly(),
                config.isSensitive());
    }

    @Override
    public void alterConfigs(String name, List<ConfigChange> changes, boolean validateOnly) {
        change(() -> {
            LinkRecord link = known(name);
            LinkRecord after = link.withConfigs(ConfigChecks.after(link.configs(), changes));
            if (!validateOnly && !after.equals(link)) {
                store.write(List.of(new Change.Link(name, after)));
            }
        });
    }

    @Override
    public void createMirror(String link, MirrorWish wish) {
        change(() -> {
            if (known(link).deleting()) {
                throw new TainException(
                        ErrorCode.LINK_INVALID,
                        "Cluster link '" + link + "' is being deleted.",
                        "Make the mirror on another link.");
            }
            hands.restores().adoptions().requireNoCircle(known(link), wish.sourceTopic());
            hands.making().make(known(link), wish);
        });
    }

    @Override
    public List<MirrorStatus> mirrors(Optional<String> link) {
        Stored stored = store.stored();
        if (link.isPresent()) {
            return stored.mirrorsOf(known(link.get()).name()).stream()
                    .map(reports::mirror)
                    .toList();
        }
        return new TreeSet<>(stored.mirrors().keySet())
                .stream()
                        .flatMap(each -> stored.mirror(each).stream())
                        .map(reports::mirror)
                        .toList();
    }

    @Override
    public MirrorStatus mirror(String link, String topic) {
        return reports.mirror(knownMirror(known(link), topic));
    }

    private MirrorRecord knownMirror(LinkRecord link, String topic) {
        return store.stored()
                .mirror(topic)
                .filter(each -> each.link().equals(link.name()))
                .orElseThrow(() -> new TainException(
                        ErrorCode.MIRROR_TOPIC_UNKNOWN,
                        "Cluster link '" + link.name() + "' has no mirror topic '" + topic + "'.",
                        "Check the name; the list of mirrors shows what there is."));
    }

    @Override
    public List<VerbResult> alterMirrors(String link, Verb verb, MirrorChoice choice, boolean validateOnly) {
        return alter(link, new Wish(verb, Optional.empty()), choice, validateOnly);
    }

    @Override
    public List<VerbResult> promoteMirrors(String link, MirrorChoice choice, Duration within, boolean validateOnly) {
        return alter(link, new Wish(Verb.PROMOTE, Optional.of(within)), choice, validateOnly);
    }

    private record Wish(Verb verb, Optional<Duration> within) {}

    private List<VerbResult> alter(String link, Wish wish, MirrorChoice choice, boolean validateOnly) {
        Verb verb = wish.verb();
        if (verb == Verb.VERIFY) {
            return verify(link, choice, validateOnly);
        }
        List<VerbResult> results = new ArrayList<>();
        change(() -> {
            LinkRecord known = known(link);
            List<Change> changes = new ArrayList<>();
            Map<String, Adoption> adoptions =
                    verb == Verb.RESTORE ? hands.restores().adoptions().of(known, store.stored()) : Map.of();
            List<MirrorRecord> chosen = chosen(known, choice, adoptions.keySet());
            Map<String, String> refusals = refusals(known, chosen, verb);
            for (MirrorRecord mirror : chosen) {
                results.add(result(mirror, verb, Optional.ofNullable(refusals.get(mirror.topic()))));
                if (!refusals.containsKey(mirror.topic())) {
                    changes.addAll(changes(mirror, verb, wish.within()));
                }
            }
            adopt(adoptions, choice, results, changes);
            if (!validateOnly && !changes.isEmpty()) {
                store.write(changes);
            }
        });
        if (verb == Verb.FAILOVER && !validateOnly) {
            runs.run(link).ifPresent(LinkRun::hurry);
        }
        return results;
    }

    /** Nothing is decided by it, so every link broker does it, for what it leads; others' partitions end at once. */
    private List<VerbResult> verify(String link, MirrorChoice choice, boolean validateOnly) {
        LinkRecord known = known(link);
        List<MirrorRecord> chosen = chosen(known, choice, Set.of());
        Map<String, String> refusals = refusals(known, chosen, Verb.VERIFY);
        if (!validateOnly) {
            List<MirrorRecord> accepted = chosen.stream()
                    .filter(each -> !refusals.containsKey(each.topic()))
                    .toList();
            runs.verify(link, accepted);
        }
        return chosen.stream()
                .map(each -> result(each, Verb.VERIFY, Optional.ofNullable(refusals.get(each.topic()))))
                .toList();
    }

    /** What is chosen and no mirror, but may become one of what was its own mirror until it ended. */
    private void adopt(
            Map<String, Adoption> adoptions, MirrorChoice choice, List<VerbResult> results, List<Change> changes) {
        adoptions.forEach((topic, adoption) -> {
            if (choice.topics().contains(topic) || choice.matches(topic)) {
                Optional<String> refusal = hands.restores().refusal(adoption);
                results.add(new VerbResult(
                        reports.mirror(adoption.mirror()),
                        refusal,
                        hands.restores().expected(topic, adoption.ends())));
                if (refusal.isEmpty()) {
                    changes.addAll(adoption.changes(store.stored()));
                }
            }
        });
    }

    @Override
    public List<String> adoptable(String link) {
        return List.copyOf(
                hands.restores().adoptions().of(known(link), store.stored()).keySet());
    }

    private VerbResult result(MirrorRecord mirror, Verb verb, Optional<String> refusal) {
        boolean cuts = verb == Verb.RESTORE && refusal.isEmpty();
        return new VerbResult(
                reports.mirror(mirror), refusal, cuts ? hands.restores().expected(store.stored(), mirror) : List.of());
    }

    private List<Change> changes(MirrorRecord mirror, Verb verb, Optional<Duration> within) {
        long now = clock.millis();
        return switch (verb) {
            case RESTORE -> RestoreWishes.begin(store.stored(), mirror, now);
            case CANCEL ->
                mirror.state() == MirrorState.STOPPING
                        ? Promotions.givenUp(store.stored(), mirror, "", now)
                        : List.of();
            case VERIFY -> List.of();
            case PAUSE, RESUME, PROMOTE, FAILOVER, REVERSE, REVERSE_PAUSED -> {
                MirrorRecord after = mirror.after(verb, now);
                yield List.of(new Change.Mirror(
                        mirror.topic(),
                        within.map(limit -> after.withDeadline(now + limit.toMillis()))
                                .orElse(after)));
            }
        };
    }

    private Map<String, String> refusals(LinkRecord link, List<MirrorRecord> chosen, Verb verb) {
        Map<String, String> refusals = new HashMap<>();
        chosen.forEach(each -> refusal(each, verb).ifPresent(why -> refusals.put(each.topic(), why)));
        if (verb == Verb.RESTORE) {
            List<MirrorRecord> open = chosen.stream()
                    .filter(each -> !refusals.containsKey(each.topic()))
                    .toList();
            refusals.putAll(hands.restores().refusals(link, open, store.stored()));
        }
        return refusals;
    }

    private List<MirrorRecord> chosen(LinkRecord link, MirrorChoice choice, Set<String> adopted) {
        List<MirrorRecord> chosen = new ArrayList<>();
        choice.topics().stream()
                .distinct()
                .filter(each -> !adopted.contains(each))
                .forEach(each -> chosen.add(knownMirror(link, each)));
        store.stored().mirrorsOf(link.name()).stream()
                .filter(each -> choice.matches(each.topic()) && !chosen.contains(each))
                .filter(each -> !adopted.contains(each.topic()))
                .forEach(chosen::add);
        return chosen;
    }

    private static Optional<String> refusal(MirrorRecord mirror, Verb verb) {
        if (verb == Verb.REVERSE || verb == Verb.REVERSE_PAUSED) {
            return Optional.of(
                    "Topic '" + mirror.source().topic() + "' of the source cannot be made a mirror from here:"
                            + " links only read their source. Promote '" + mirror.topic()
                            + "', and then ask the Tain of the other"
                            + " cluster, over its own bidirectional link to this one, for truncate-and-restore of '"
                            + mirror.source().topic() + "'");
        } else if (verb == Verb.CANCEL && mirror.state() == MirrorState.STOPPING && !mirror.planned()) {
            return Optional.of("Topic '" + mirror.topic() + "' is failed over, not promoted; that cannot be cancelled");
        }
        boolean mends = mirror.state() != MirrorState.FAILED || mirror.fault().isRestorable();
        if (mirror.state().allows(verb) && (verb != Verb.RESTORE || mends)) {
            return Optional.empty();
        } else if (mirror.state() == MirrorState.STOPPED) {
            return Optional.of(
                    "Topic '" + mirror.topic() + "' has already stopped its mirror from '" + mirror.link() + "'");
        }
        return Optional.of("Topic '" + mirror.topic() + "' is " + mirror.state()
                + (mirror.why().isEmpty() ? "" : " (" + mirror.why() + ")") + ", which does not allow this");
    }
}
