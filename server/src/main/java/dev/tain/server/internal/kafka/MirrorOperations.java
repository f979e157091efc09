package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.link.MirrorStatus;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.kafka.Envelope.ItemList;
import dev.tain.server.internal.kafka.MirrorMessages.CreateMirrorTopicRequestData;
import dev.tain.server.internal.kafka.MirrorMessages.GetMirrorQuery;
import dev.tain.server.internal.kafka.MirrorMessages.ListMirrorTopicsResponseData;
import dev.tain.server.internal.kafka.MirrorMessages.ListMirrorsQuery;
import dev.tain.server.internal.kafka.MirrorMessages.MirrorVerification;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Creating and showing mirror topics. */
final class MirrorOperations {
    static final String MIRRORS = LinkOperations.LINK + "/mirrors";
    /** Stands for all links. */
    private static final String ANY = "-";

    private static final GetMirrorQuery NOTHING_MORE = new GetMirrorQuery(false, false);

    private final LinkService links;

    MirrorOperations(LinkService links) {
        this.links = links;
    }

    List<Route> routes() {
        Operation operation = new Operation(links);
        return List.of(
                operation.answering(
                        Verb.GET,
                        LinkOperations.LINKS + "/" + ANY + "/mirrors",
                        call -> list(call, Optional.empty(), ANY)),
                operation.answering(Verb.GET, MIRRORS, call -> list(call, Optional.of(call.link()), call.link())),
                operation.doing(Verb.POST, MIRRORS, this::create),
                operation.answering(Verb.GET, MIRRORS + "/{mirror_topic_name}", this::mirror),
                operation.answering(Verb.GET, MIRRORS + "/{mirror_topic_name}/verification", this::verification));
    }

    private ItemList list(Call call, Optional<String> link, String name) {
        Predicate<MirrorTopicStatus> wanted =
                wanted(call.query(ListMirrorsQuery.class).mirrorStatus());
        return new ItemList(
                "KafkaMirrorDataList",
                call.resources().mirrors(name),
                links.mirrors(link).stream()
                        .filter(mirror -> wanted.test(MirrorTopicStatus.of(mirror.condition())))
                        .map(mirror -> MirrorTranslation.message(mirror, NOTHING_MORE, call.resources()))
                        .toList());
    }

    private static Predicate<MirrorTopicStatus> wanted(String status) {
        if (status.isEmpty()) {
            return _ -> true;
        }
        String given = status.toUpperCase(Locale.ROOT);
        MirrorTopicStatus wanted = Arrays.stream(MirrorTopicStatus.values())
                .filter(each -> each.name().equals(given))
                .findFirst()
                .orElseThrow(() -> Faults.invalid(
                        "There is no mirror_status " + status + ".",
                        "Use one of " + Arrays.toString(MirrorTopicStatus.values()) + "."));
        return wanted::equals;
    }

    private int create(Call call) {
        CreateMirrorTopicRequestData body = call.body(CreateMirrorTopicRequestData.class);
        try {
            links.createMirror(call.link(), MirrorTranslation.wish(body));
        } catch (TainException e) {
            throw Faults.makingMirror(e, call.link());
        }
        return 204;
    }

    private ListMirrorTopicsResponseData mirror(Call call) {
        MirrorStatus mirror = links.mirror(call.link(), call.mirror());
        return MirrorTranslation.message(mirror, call.query(GetMirrorQuery.class), call.resources());
    }

    private MirrorVerification verification(Call call) {
        return VerificationTranslation.message(links.mirror(call.link(), call.mirror()), call.resources());
    }
}
