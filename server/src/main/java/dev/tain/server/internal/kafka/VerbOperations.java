package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.link.LinkService.VerbResult;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.plan.MirrorState;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.ConfigMessages.ValidateQuery;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.MirrorMessages.AlterMirrorStatusResponseData;
import dev.tain.server.internal.kafka.MirrorMessages.AlterMirrorsRequestData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What is done to mirrors of a link, each for itself: one that refuses does not keep the others from it. */
final class VerbOperations {
    private final LinkService links;

    VerbOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return Arrays.stream(MirrorState.Verb.values())
                .map(verb -> operation.answering(
                        Verb.POST,
                        MirrorOperations.MIRRORS + ":" + verb.name().toLowerCase(Locale.ROOT),
                        call -> alter(call, verb)))
                .toList();
    }

    private ItemList alter(Call call, MirrorState.Verb verb) {
        boolean validateOnly = call.query(ValidateQuery.class).validateOnly();
        AlterMirrorsRequestData body = call.body(AlterMirrorsRequestData.class);
        return new ItemList(
                "KafkaPromoteMirror",
                call.resources().mirrors(call.link()),
                outcomes(call, verb, choice(body), validateOnly));
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
    private List<AlterMirrorStatusResponseData> outcomes(
            Call call, MirrorState.Verb verb, MirrorChoice choice, boolean validateOnly) {
        String link = call.link();
        Set<String> known = links.mirrors(Optional.of(link)).stream()
                .map(MirrorStatus::topic)
                .collect(Collectors.toSet());
        List<String> present = choice.topics().stream().filter(known::contains).toList();
        Map<String, AlterMirrorStatusResponseData> outcomes = new LinkedHashMap<>();
        for (String topic : choice.topics()) {
            outcomes.put(topic, MirrorTranslation.unknown(link, topic, call.resources()));
        }
        if (!present.isEmpty() || choice.pattern().isPresent()) {
            for (VerbResult result :
                    links.alterMirrors(link, verb, new MirrorChoice(present, choice.pattern()), validateOnly)) {
                outcomes.put(
                        result.mirror().topic(),
                        MirrorTranslation.altered(result.mirror(), result.refusal(), call.resources()));
            }
        }
        return List.copyOf(outcomes.values());
    }
}
