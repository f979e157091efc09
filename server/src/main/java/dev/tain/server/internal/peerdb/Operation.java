package dev.tain.server.internal.peerdb;

import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Address;
import dev.tain.server.internal.http.Request;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.http.Verb;
import dev.tain.server.internal.json.MessageReader;
import dev.tain.server.internal.json.MessageWriter;
import dev.tain.server.internal.json.ParameterReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Routes from one message to another. */
final class Operation {
    private Operation() {}

    /** The request message is the body. */
    static <I extends Record, O extends Record> Route post(String path, Class<I> in, Function<I, O> operation) {
        return new Route(
                Verb.POST,
                path,
                (request, _) ->
                        ok(operation.apply(MessageReader.read(request.body().bytes(), in))));
    }

    /** The request message comes from the query and the path; the path wins. */
    static <I extends Record, O extends Record> Route get(String path, Class<I> in, Function<I, O> operation) {
        return new Route(
                Verb.GET,
                path,
                (request, values) -> ok(operation.apply(ParameterReader.read(parameters(request, values), in))));
    }

    /** A published operation that this version does not have. */
    static Route missing(Verb verb, String path, String why) {
        return new Route(verb, path, (_, _) -> {
            throw Faults.of(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "This version of Tain " + why + ", so it does not have the operation " + verb + " /v1/" + path
                            + ".",
                    "See docs/api.md for the operations that it has.");
        });
    }

    private static Map<String, List<String>> parameters(Request request, Map<String, String> values) {
        Map<String, List<String>> parameters = new HashMap<>(Address.parameters(request.query()));
        values.forEach((name, value) -> parameters.put(name, List.of(value)));
        return parameters;
    }

    private static Response ok(Record message) {
        return new Response(200, MessageWriter.write(message));
    }
}
