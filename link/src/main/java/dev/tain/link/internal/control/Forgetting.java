package dev.tain.link.internal.control;

import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is written so that nothing is stored any more about a mirror or a link. */
final class Forgetting {
    private Forgetting() {}

    static List<Change> mirror(Stored stored, String topic) {
        List<Change> changes = past(stored, topic);
        changes.add(new Change.Mirror(topic, null));
        return changes;
    }

    /** Where the partitions of the mirror have ended, and what they lost. */
    static List<Change> past(Stored stored, String topic) {
        List<Change> changes = stops(stored, topic);
        stored.cuts()
                .getOrDefault(topic, Map.of())
                .keySet()
                .forEach(each -> changes.add(new Change.Cut(topic, each, null)));
        return changes;
    }

    /** Where the partitions of the mirror have ended. */
    static List<Change> stops(Stored stored, String topic) {
        List<Change> changes = new ArrayList<>();
        stored.stops()
                .getOrDefault(topic, Map.of())
                .keySet()
                .forEach(each -> changes.add(new Change.Stop(topic, each, null)));
        return changes;
    }

    static List<Change> link(Stored stored, String link) {
        List<Change> changes = new ArrayList<>();
        stored.mirrorsOf(link).forEach(each -> changes.addAll(mirror(stored, each.topic())));
        stored.once()
                .getOrDefault(link, Map.of())
                .keySet()
                .forEach(each -> changes.add(new Change.Once(link, each, null)));
        stored.acls().getOrDefault(link, Set.of()).forEach(each -> changes.add(new Change.Acl(link, each, false)));
        stored.endingsOf(link).forEach(each -> changes.add(new Change.Ending(link, each.id(), null)));
        stored.fencesOf(link).forEach(each -> changes.add(new Change.Fence(each.topic(), null)));
        changes.add(new Change.Link(link, null));
        return changes;
    }
}
