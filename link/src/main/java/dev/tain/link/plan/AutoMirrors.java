package dev.tain.link.plan;

import dev.tain.link.plan.Stored.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.Uuid;

/**
 * Which topics of a source get mirrors by themselves: those that the filters include, that are not Kafka's own, and
 * of which the link has no mirror and never had one. Whoever ended or deleted a mirror wanted it so; a topic that was
 * made anew since, which shows by its id, is another one.
 *
 * @param wanted what to make a mirror of
 * @param blocked what cannot have one, because a topic of that name is there already
 */
public record AutoMirrors(List<Wanted> wanted, List<Wanted> blocked) {
    private static final String INTERNAL = "__";
    private static final String FENCED = "0";

    public AutoMirrors {
        wanted = List.copyOf(wanted);
        blocked = List.copyOf(blocked);
    }

    /** A topic of the source, and what its mirror is called. */
    public record Wanted(String source, Uuid id, String mirror) {}

    /**
     * Decides.
     *
     * @param source its topics, with zero for an id where it has no ids
     * @param destination whether it has a topic of a name
     */
    public static AutoMirrors of(
            LinkRecord link, Map<String, Uuid> source, Stored stored, Predicate<String> destination) {
        NameFilters filters = filters(link);
        String prefix = LinkConfigs.value(link.configs(), LinkConfigs.PREFIX);
        Map<String, MirrorRecord> had = bySource(stored.mirrorsOf(link.name()));
        Map<String, Set<Uuid>> once = stored.once().getOrDefault(link.name(), Map.of());
        List<Wanted> wanted = new ArrayList<>();
        List<Wanted> blocked = new ArrayList<>();
        new TreeMap<>(source).forEach((topic, id) -> {
            MirrorRecord mirror = had.get(topic);
            boolean over = mirror == null
                    || (mirror.state() == MirrorState.STOPPED
                            && !isSame(mirror.source().topicId(), id));
            boolean isNew = over && once.getOrDefault(topic, Set.of()).stream().noneMatch(each -> isSame(each, id));
            if (isNew && !topic.startsWith(INTERNAL) && filters.includes(topic)) {
                Wanted each = new Wanted(topic, id, prefix + topic);
                boolean taken = destination.test(each.mirror())
                        || stored.mirror(each.mirror()).isPresent();
                (taken ? blocked : wanted).add(each);
            }
        });
        return new AutoMirrors(wanted, blocked);
    }

    private static NameFilters filters(LinkRecord link) {
        return NameFilters.topics(LinkConfigs.value(link.configs(), LinkConfigs.AUTO_CREATE_FILTERS));
    }

    /** Of several mirrors of one topic, one that has not ended. */
    private static Map<String, MirrorRecord> bySource(List<MirrorRecord> mirrors) {
        Map<String, MirrorRecord> bySource = new TreeMap<>();
        for (MirrorRecord each : mirrors) {
            bySource.merge(each.source().topic(), each, (a, b) -> a.state() == MirrorState.STOPPED ? b : a);
        }
        return bySource;
    }

    /** What is to be noted, so that it is known that there were these mirrors when they are not there any more. */
    public static List<Change> notes(List<MirrorRecord> mirrors, Stored stored) {
        Map<String, Change> notes = new TreeMap<>();
        Stored noted = stored;
        for (MirrorRecord each : mirrors) {
            String topic = each.source().topic();
            Set<Uuid> ids = new HashSet<>(
                    noted.once().getOrDefault(each.link(), Map.of()).getOrDefault(topic, Set.of()));
            if (ids.add(each.source().topicId())) {
                Change note = new Change.Once(each.link(), topic, Set.copyOf(ids));
                notes.put(topic, note);
                noted = noted.with(note);
            }
        }
        return List.copyOf(notes.values());
    }

    /** Without ids nobody can tell; then it counts as the same. */
    private static boolean isSame(Uuid one, Uuid other) {
        return one.equals(other) || one.equals(Uuid.ZERO_UUID) || other.equals(Uuid.ZERO_UUID);
    }

    /**
     * Whether a topic of the source is to be left out because it is a mirror there: two clusters that mirror all of
     * each other would go on for ever. A filter that includes it by its very name says that it is meant, but not on
     * links of both ways.
     *
     * @param configs of the topic at the source, as they take effect
     */
    public static boolean isLeftOut(LinkRecord link, String topic, Map<String, String> configs) {
        boolean meant = filters(link).names(topic)
                && !LinkConfigs.value(link.configs(), LinkConfigs.MODE).equals(LinkConfigs.BOTH_WAYS);
        return FENCED.equals(configs.get(TopicConfigs.FENCE)) && !meant;
    }
}
