package dev.tain.server.internal.kafka;

import dev.tain.link.EndingWish;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.Ended;
import dev.tain.link.LinkService.VerbResult;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.plan.MirrorState;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.MirrorMessages.AlterMirrorStatusResponseData;
import dev.tain.server.internal.kafka.MirrorMessages.AlterMirrorsQuery;
import dev.tain.server.internal.kafka.MirrorMessages.AlterMirrorsRequestData;
import dev.tain.server.internal.kafka.MirrorTranslation.Truncation;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What is done to mirrors of a link, each for itself: one that refuses does not keep the others from it. */
final class VerbOperations {
    /** A week. */
    private static final long MOST_MILLIS = 7 * 24 * 3_600_000L;

    private final LinkService links;

    VerbOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return Arrays.stream(MirrorState.Verb.values())
                .flatMap(verb -> names(verb).stream()
                        .map(name -> operation.stating(
                                Verb.POST, MirrorOperations.MIRRORS + ":" + name, call -> alter(call, verb))))
                .toList();
    }

    /** The published names; the second ones are older. */
    private static List<String> names(MirrorState.Verb verb) {
        return switch (verb) {
            case PAUSE -> List.of("pause");
            case RESUME -> List.of("resume");
            case PROMOTE -> List.of("promote");
            case FAILOVER -> List.of("failover");
            case CANCEL -> List.of("cancel-promotion"); // our own
            case RESTORE -> List.of("truncate-and-restore");
            case VERIFY -> List.of("verify"); // our own
            case REVERSE -> List.of("reverse-and-start-mirror", "promote-local-and-start-remote-mirror");
            case REVERSE_PAUSED -> List.of("reverse-and-pause-mirror", "promote-local-and-pause-remote-mirror");
        };
    }

    /** A promotion or failover has an address of its own, which the header says: the body is published. */
    private Operation.Answer alter(Call call, MirrorState.Verb verb) {
        AlterMirrorsRequestData body = call.body(AlterMirrorsRequestData.class);
        Outcomes outcomes = outcomes(call, new Asked(verb, timeout(verb, body), isFenced(verb, body)), choice(body));
        ItemList list = new ItemList("KafkaPromoteMirror", call.resources().mirrors(call.link()), outcomes.list());
        Map<String, String> headers = outcomes.operation().isEmpty()
                ? Map.of()
                : Map.of("Location", call.resources().operation(call.link(), outcomes.operation()));
        return new Operation.Answer(200, headers, list);
    }

    /** @param operation its id; empty where there is none */
    private record Outcomes(String operation, List<AlterMirrorStatusResponseData> list) {}

    private record Asked(MirrorState.Verb verb, Duration timeout, boolean fenced) {
        Ended of(LinkService links, String link, MirrorChoice choice, boolean validateOnly) {
            return switch (verb) {
                case PROMOTE -> links.endMirrors(link, new EndingWish(true, timeout, fenced), choice, validateOnly);
                case FAILOVER -> links.endMirrors(link, EndingWish.NOW, choice, validateOnly);
                case PAUSE, RESUME, CANCEL, RESTORE, VERIFY, REVERSE, REVERSE_PAUSED ->
                    new Ended("", links.alterMirrors(link, verb, choice, validateOnly));
            };
        }
    }

    private static boolean isFenced(MirrorState.Verb verb, AlterMirrorsRequestData body) {
        if (body.fenceSource() && verb != MirrorState.Verb.PROMOTE) {
            throw Faults.invalid("fence_source does not fit here.", "Give it with a promotion only.");
        }
        return body.fenceSource();
    }

    /** Zero for never. */
    private static Duration timeout(MirrorState.Verb verb, AlterMirrorsRequestData body) {
        Long millis = body.timeoutMs();
        if (millis == null) {
            return Duration.ZERO;
        } else if (verb != MirrorState.Verb.PROMOTE || millis < 1 || millis > MOST_MILLIS) {
            throw Faults.invalid(
                    "timeout_ms does not fit here.",
                    "Give it with a promotion only, as a number of milliseconds from 1 to " + MOST_MILLIS + ".");
        }
        return Duration.ofMillis(millis);
    }

    private static Truncation shown(MirrorState.Verb verb, AlterMirrorsQuery query) {
        if (verb != MirrorState.Verb.RESTORE) {
            return Truncation.NONE;
        }
        return query.includePartitionLevelTruncationData() ? Truncation.PARTITIONS : Truncation.COUNT;
    }

    private static MirrorChoice choice(AlterMirrorsRequestData body) {
        if (body.mirrorTopicNames().isEmpty() == body.mirrorTopicNamePattern().isEmpty()) {
            throw Faults.invalid(
                    "The request does not say which mirrors are meant.",
                    "Give mirror_topic_names, or mirror_topic_name_pattern, and not both.");
        }
        List<String> names = body.mirrorTopicNames().stream().distinct().toList();
        return new MirrorChoice(
                names,
                Optional.of(body.mirrorTopicNamePattern())
                        .filter(text -> !text.isEmpty())
                        .map(VerbOperations::pattern));
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw Faults.invalid(
                    "mirror_topic_name_pattern is not a regular expression: " + e.getDescription() + " at character "
                            + Math.max(0, e.getIndex()) + ".",
                    "Write one that matches whole names, such as orders.*");
        }
    }

    /** In the order of the names. One that there is not is told beside the others, which are done. */
    private Outcomes outcomes(Call call, Asked asked, MirrorChoice choice) {
        AlterMirrorsQuery query = call.query(AlterMirrorsQuery.class);
        Truncation shown = shown(asked.verb(), query);
        String link = call.link();
        Set<String> known = links.mirrors(Optional.of(link)).stream()
                .map(MirrorStatus::topic)
                .collect(Collectors.toCollection(HashSet::new));
        if (asked.verb() == MirrorState.Verb.RESTORE && !known.containsAll(choice.topics())) {
            known.addAll(links.adoptable(link));
        }
        List<String> present = choice.topics().stream().filter(known::contains).toList();
        Map<String, AlterMirrorStatusResponseData> outcomes = new LinkedHashMap<>();
        for (String topic : choice.topics()) {
            outcomes.put(topic, MirrorTranslation.unknown(link, topic, call.resources()));
        }
        String operation = "";
        if (!present.isEmpty() || choice.pattern().isPresent()) {
            MirrorChoice there = new MirrorChoice(present, choice.pattern());
            Ended ended = asked.of(links, link, there, query.validateOnly());
            operation = ended.operation();
            for (VerbResult result : ended.results()) {
                outcomes.put(result.mirror().topic(), MirrorTranslation.altered(result, shown, call.resources()));
            }
        }
        return new Outcomes(operation, List.copyOf(outcomes.values()));
    }
}
