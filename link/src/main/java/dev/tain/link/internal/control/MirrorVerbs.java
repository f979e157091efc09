package dev.tain.link.internal.control;

import dev.tain.link.EndingWish;
import dev.tain.link.LinkService.Ended;
import dev.tain.link.LinkService.VerbResult;
import dev.tain.link.MirrorChoice;
import dev.tain.link.internal.control.Adoptions.Adoption;
import dev.tain.link.plan.EndingRecord;
import dev.tain.link.plan.FenceRecord;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** What people ask to be done to mirrors, each for itself. */
final class MirrorVerbs {
    private final LinkStore store;
    private final LinkRuns runs;
    private final Reports reports;
    private final Hands hands;
    private final Clock clock;

    MirrorVerbs(LinkStore store, LinkRuns runs, Reports reports, Hands hands, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.reports = reports;
        this.hands = hands;
        this.clock = clock;
    }

    List<VerbResult> alterMirrors(String link, Verb verb, MirrorChoice choice, boolean validateOnly) {
        return switch (verb) {
            case VERIFY -> verify(link, choice, validateOnly);
            case PROMOTE ->
                endMirrors(link, EndingWish.PLANNED, choice, validateOnly).results();
            case FAILOVER ->
                endMirrors(link, EndingWish.NOW, choice, validateOnly).results();
            case REVERSE, REVERSE_PAUSED -> {
                Wish wish = new Wish(verb, Uuid.randomUuid().toString(), 0, false);
                yield alter(link, wish, choice, validateOnly);
            }
            case PAUSE, RESUME, CANCEL, RESTORE -> alter(link, new Wish(verb, "", 0, false), choice, validateOnly);
        };
    }

    Ended endMirrors(String link, EndingWish wish, MirrorChoice choice, boolean validateOnly) {
        String id = Uuid.randomUuid().toString();
        long within = wish.within().toMillis();
        long deadline = within == 0 ? 0 : clock.millis() + within;
        Verb verb = wish.planned() ? Verb.PROMOTE : Verb.FAILOVER;
        List<VerbResult> results = alter(link, new Wish(verb, id, deadline, wish.fenced()), choice, validateOnly);
        if (verb == Verb.FAILOVER && !validateOnly) {
            runs.run(link).ifPresent(LinkRun::hurry);
        }
        boolean begun = !validateOnly
                && results.stream().anyMatch(each -> each.refusal().isEmpty());
        return new Ended(begun ? id : "", results);
    }

    /**
     * What is wished of mirrors.
     *
     * @param ending the id of the wish that they end; empty where they need not
     * @param deadlineMillis when that is given up, in milliseconds of the epoch; 0 for never
     * @param fenced whether the source's topics are closed to their writers first
     */
    private record Wish(Verb verb, String ending, long deadlineMillis, boolean fenced) {
        Change ended(MirrorRecord mirror, long now) {
            MirrorRecord after = mirror.after(verb, now);
            MirrorRecord named = ending.isEmpty() ? after : after.in(ending);
            return new Change.Mirror(mirror.topic(), deadlineMillis == 0 ? named : named.withDeadline(deadlineMillis));
        }
    }

    private List<VerbResult> alter(String link, Wish wish, MirrorChoice choice, boolean validateOnly) {
        Verb verb = wish.verb();
        List<VerbResult> results = new ArrayList<>();
        hands.turns().take(() -> {
            LinkRecord known = Known.link(store.stored(), link);
            List<Change> changes = new ArrayList<>();
            Map<String, Adoption> adoptions =
                    verb == Verb.RESTORE ? hands.restores().adoptions().of(known, store.stored()) : Map.of();
            List<MirrorRecord> chosen = chosen(known, choice, adoptions.keySet());
            Map<String, String> refusals = refusals(known, chosen, verb);
            changes.addAll(wish.fenced() ? fences(known, wish, chosen, refusals) : List.of());
            for (MirrorRecord mirror : chosen) {
                results.add(result(mirror, verb, Optional.ofNullable(refusals.get(mirror.topic()))));
                if (!refusals.containsKey(mirror.topic())) {
                    changes.addAll(changes(mirror, wish));
                }
            }
            adopt(adoptions, choice, results, changes);
            changes.addAll(remembered(known, wish, results));
            if (!validateOnly && !changes.isEmpty()) {
                store.write(changes);
            }
        });
        return results;
    }

    /** What closes the source's topics; those that cannot be closed refuse. */
    private List<Change> fences(LinkRecord link, Wish wish, List<MirrorRecord> chosen, Map<String, String> refusals) {
        FenceLeave leave = FenceLeave.ask(link);
        Stored stored = store.stored();
        List<Change> changes = new ArrayList<>();
        for (MirrorRecord mirror : chosen) {
            String topic = mirror.topic();
            String theirs = mirror.source().topic();
            boolean isLate = stored.stops().containsKey(topic);
            Optional<String> refusal = isLate
                    ? Optional.of("Partitions of topic '" + topic + "' have ended; it is too late to close its source")
                    : leave.refusal(theirs);
            refusal.ifPresent(why -> refusals.putIfAbsent(topic, why));
            FenceRecord before = stored.fences().get(topic);
            boolean own = !leave.isClosed(theirs) || (before != null && before.own());
            if (!refusals.containsKey(topic)) {
                changes.add(new Change.Fence(topic, FenceRecord.of(mirror, wish.ending(), own)));
            }
        }
        return changes;
    }

    private List<Change> remembered(LinkRecord link, Wish wish, List<VerbResult> results) {
        List<String> accepted = results.stream()
                .filter(each -> each.refusal().isEmpty())
                .map(each -> each.mirror().topic())
                .toList();
        if (wish.ending().isEmpty() || accepted.isEmpty()) {
            return List.of();
        }
        boolean planned = wish.verb() != Verb.FAILOVER;
        return Endings.begin(
                store.stored(),
                new EndingRecord(link.name(), wish.ending(), planned, clock.millis(), wish.deadlineMillis(), accepted));
    }

    /** Nothing is decided by it, so every link broker does it, for what it leads; others' partitions end at once. */
    private List<VerbResult> verify(String link, MirrorChoice choice, boolean validateOnly) {
        LinkRecord known = Known.link(store.stored(), link);
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

    private VerbResult result(MirrorRecord mirror, Verb verb, Optional<String> refusal) {
        boolean cuts = verb == Verb.RESTORE && refusal.isEmpty();
        return new VerbResult(
                reports.mirror(mirror), refusal, cuts ? hands.restores().expected(store.stored(), mirror) : List.of());
    }

    private List<Change> changes(MirrorRecord mirror, Wish wish) {
        long now = clock.millis();
        return switch (wish.verb()) {
            case RESTORE -> RestoreWishes.begin(store.stored(), mirror, now);
            case CANCEL ->
                mirror.state() == MirrorState.STOPPING
                        ? Promotions.givenUp(store.stored(), mirror, "", now)
                        : List.of();
            case VERIFY -> List.of();
            case PAUSE, RESUME, PROMOTE, FAILOVER, REVERSE, REVERSE_PAUSED -> List.of(wish.ended(mirror, now));
        };
    }

    private Map<String, String> refusals(LinkRecord link, List<MirrorRecord> chosen, Verb verb) {
        Map<String, String> refusals = new HashMap<>();
        chosen.forEach(each -> refusal(each, verb).ifPresent(why -> refusals.put(each.topic(), why)));
        if (verb == Verb.REVERSE || verb == Verb.REVERSE_PAUSED) {
            noWayBack(link)
                    .ifPresent(why -> chosen.forEach(each -> refusals.putIfAbsent(
                            each.topic(), "Topic '" + each.topic() + "' cannot change roles with its source: " + why)));
        } else if (verb == Verb.RESTORE) {
            List<MirrorRecord> open = chosen.stream()
                    .filter(each -> !refusals.containsKey(each.topic()))
                    .toList();
            refusals.putAll(hands.restores().refusals(link, open, store.stored()));
        }
        return refusals;
    }

    private Optional<String> noWayBack(LinkRecord link) {
        try {
            return hands.restores().adoptions().noWayBack(link);
        } catch (TainException e) {
            return Optional.of(e.sentence() + " " + e.remedy());
        }
    }

    private List<MirrorRecord> chosen(LinkRecord link, MirrorChoice choice, Set<String> adopted) {
        List<MirrorRecord> chosen = new ArrayList<>();
        choice.topics().stream()
                .distinct()
                .filter(each -> !adopted.contains(each))
                .forEach(each -> chosen.add(Known.mirror(store.stored(), link, each)));
        store.stored().mirrorsOf(link.name()).stream()
                .filter(each -> choice.matches(each.topic()) && !chosen.contains(each))
                .filter(each -> !adopted.contains(each.topic()))
                .forEach(chosen::add);
        return chosen;
    }

    private static Optional<String> refusal(MirrorRecord mirror, Verb verb) {
        if (verb == Verb.CANCEL && mirror.state() == MirrorState.STOPPING && !mirror.planned()) {
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
