package dev.tain.server.internal.peerdb;

import dev.tain.engine.AdministrationService;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Words that people put on mirrors. */
final class TagOperations {
    private static final int MOST_TAGS = 100;
    private static final int MAX_CHARS = 1_000;

    private final AdministrationService administration;

    TagOperations(AdministrationService administration) {
        this.administration = administration;
    }

    record Tag(String key, String value) {}

    record PostRequest(String flowName, List<Tag> tags) {}

    record PostResponse(String flowName) {}

    record GetRequest(String flowName) {}

    record GetResponse(String flowName, List<Tag> tags) {}

    List<Route> routes() {
        return List.of(
                Operation.post("flows/tags", PostRequest.class, this::post),
                Operation.get("flows/tags/{flow_name}", GetRequest.class, this::get));
    }

    /** An empty list changes nothing, as published. */
    private PostResponse post(PostRequest request) {
        String name = Peers.given("flow_name", request.flowName());
        Map<String, String> tags = tags(request.tags());
        Mirrors.found(name, "flow " + name + " does not exist", () -> {
            if (tags.isEmpty()) {
                return administration.tags(name);
            }
            administration.tag(name, tags);
            return tags;
        });
        return new PostResponse(name);
    }

    private static Map<String, String> tags(List<Tag> asked) {
        Map<String, String> tags = new TreeMap<>();
        for (Tag tag : asked) {
            boolean fits =
                    !tag.key().isEmpty() && tag.key().length() + tag.value().length() <= MAX_CHARS;
            if (!fits || tags.put(tag.key(), tag.value()) != null) {
                throw invalid("each tag needs a key of its own, and at most " + MAX_CHARS + " characters");
            }
        }
        if (tags.size() > MOST_TAGS) {
            throw invalid("a mirror has at most " + MOST_TAGS + " tags");
        }
        return tags;
    }

    private static ApiFault invalid(String sentence) {
        return Faults.of(ErrorCode.REQUEST_INVALID, "invalid tags: " + sentence, "Correct the tags.");
    }

    private GetResponse get(GetRequest request) {
        String name = request.flowName();
        Map<String, String> tags =
                Mirrors.found(name, "flow " + name + " does not exist", () -> administration.tags(name));
        return new GetResponse(
                name,
                tags.entrySet().stream()
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .sorted(Comparator.comparing(Tag::key))
                        .toList());
    }
}
