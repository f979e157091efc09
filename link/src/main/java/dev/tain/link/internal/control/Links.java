package dev.tain.link.internal.control;

import dev.tain.link.ClusterServices;
import dev.tain.link.EndingStatus;
import dev.tain.link.EndingWish;
import dev.tain.link.LinkConfigValue;
import dev.tain.link.LinkService;
import dev.tain.link.LinkStatus;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorWish;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.plan.EndingRecord;
import dev.tain.link.plan.LinkConfig;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/** What people ask of links. */
final class Links implements LinkService {
    private final BrokerHost host;
    private final LinkStore store;
    private final Reports reports;
    private final Endings endings;
    private final MirrorVerbs verbs;
    private final Hands hands;
    private final Clock clock;

    Links(BrokerHost host, LinkStore store, LinkRuns runs, Hands hands, Clock clock) {
        this.host = host;
        this.store = store;
        this.reports = new Reports(host, runs, store::stored);
        this.endings = new Endings(reports);
        this.verbs = new MirrorVerbs(store, runs, reports, hands, clock);
        this.hands = hands;
        this.clock = clock;
    }

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
        return Known.link(store.stored(), name);
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
        return reports.mirror(Known.mirror(store.stored(), known(link), topic));
    }

    @Override
    public List<VerbResult> alterMirrors(String link, Verb verb, MirrorChoice choice, boolean validateOnly) {
        return verbs.alterMirrors(link, verb, choice, validateOnly);
    }

    @Override
    public Ended endMirrors(String link, EndingWish wish, MirrorChoice choice, boolean validateOnly) {
        return verbs.endMirrors(link, wish, choice, validateOnly);
    }

    @Override
    public List<EndingStatus> endings(String link) {
        Stored stored = store.stored();
        return stored.endingsOf(known(link).name()).stream()
                .map(each -> endings.status(stored, each))
                .toList();
    }

    @Override
    public EndingStatus ending(String link, String id) {
        Stored stored = store.stored();
        return endings.status(stored, Endings.known(stored, known(link).name(), id));
    }

    @Override
    public EndingStatus cancelEnding(String link, String id) {
        change(() -> {
            EndingRecord ending = Endings.known(store.stored(), known(link).name(), id);
            store.decide(stored -> Endings.givenUp(stored, ending, clock.millis()));
        });
        return ending(link, id);
    }

    @Override
    public List<String> adoptable(String link) {
        return List.copyOf(
                hands.restores().adoptions().of(known(link), store.stored()).keySet());
    }
}
