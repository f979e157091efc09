package dev.tain.server.internal.kafka;

import dev.tain.link.LinkService;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Request;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.json.MessageWriter;
import dev.tain.server.internal.json.Spelling;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Makes routes. Those below a cluster are about the one that there is; the id of another one is refused first. */
final class Operation {
    static final String CLUSTERS = "clusters";
    static final String CLUSTER = CLUSTERS + "/{cluster_id}";
    private static final String CLUSTER_ID = "cluster_id";

    private final LinkService links;

    Operation(LinkService links) {
        this.links = links;
    }

    /** A message, and the status and headers it is answered with. */
    record Answer(int status, Map<String, String> headers, Record message) {
        Answer(int status, Record message) {
            this(status, Map.of(), message);
        }
    }

    /** Answers a message. */
    Route answering(Verb verb, String path, Function<Call, Record> operation) {
        return stating(verb, path, call -> new Answer(200, operation.apply(call)));
    }

    /** Answers a message with a status of its own. */
    Route stating(Verb verb, String path, Function<Call, Answer> operation) {
        return new Route(verb, path, (request, values) -> {
            Answer answer = operation.apply(call(request, values));
            return new Response(
                    answer.status(), answer.headers(), MessageWriter.write(answer.message(), Spelling.SNAKE));
        });
    }

    /** Answers a status alone. */
    Route doing(Verb verb, String path, ToIntFunction<Call> operation) {
        return new Route(
                verb,
                path,
                (request, values) -> new Response(operation.applyAsInt(call(request, values)), new byte[0]));
    }

    private Call call(Request request, Map<String, String> values) {
        MediaTypes.requireAcceptable(request);
        String here = links.clusterId();
        String given = values.getOrDefault(CLUSTER_ID, here);
        if (!given.equals(here)) {
            throw Faults.clusterUnknown(given);
        }
        return new Call(request, values, new Resources(request, here));
    }

    /** A published operation that this version does not have. */
    static Route missing(Verb verb, String path) {
        return new Route(verb, path, (_, _) -> {
            throw Faults.of(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "This version of Tain does not have the operation " + verb + " /kafka/v3/" + path + ".",
                    "See docs/kafka-links-api.md for the operations that it has.");
        });
    }
}
