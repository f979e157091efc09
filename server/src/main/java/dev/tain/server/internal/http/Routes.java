package dev.tain.server.internal.http;

import dev.tain.server.internal.http.HttpFault.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of an API's routes. A literal segment wins over a variable one. */
final class Routes {
    private final Node root = new Node();

    Routes(List<Route> routes) {
        for (Route route : routes) {
            Node node = root;
            for (String segment : route.segments()) {
                node = node.child(segment);
            }
            if (node.byVerb.putIfAbsent(route.verb(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.verb() + " " + route.segments());
            }
        }
    }

    /** Answers by the route of the verb and the decoded segments. */
    Response answer(Request request, List<String> segments) {
        Route route = root.find(segments, 0, request.verb());
        if (route == null) {
            throw root.knows(segments, 0)
                    ? new HttpFault(Reason.VERB_WRONG, "Method Not Allowed")
                    : new HttpFault(Reason.ROUTE_UNKNOWN, "Not Found");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (Route.isVariable(route.segments().get(i))) {
                values.put(Route.variable(route.segments().get(i)), segments.get(i));
            }
        }
        return route.handler().apply(request, values);
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final List<Node> variable = new ArrayList<>(1);
        private final Map<Verb, Route> byVerb = new HashMap<>();

        Node child(String segment) {
            if (!Route.isVariable(segment)) {
                return literals.computeIfAbsent(segment, _ -> new Node());
            }
            if (variable.isEmpty()) {
                variable.add(new Node());
            }
            return variable.getFirst();
        }

        @Nullable
        Route find(List<String> segments, int from, Verb verb) {
            if (from == segments.size()) {
                return byVerb.get(verb);
            }
            return next(segments.get(from))
                    .map(node -> node.find(segments, from + 1, verb))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        boolean knows(List<String> segments, int from) {
            return from == segments.size()
                    ? !byVerb.isEmpty()
                    : next(segments.get(from)).anyMatch(node -> node.knows(segments, from + 1));
        }

        private Stream<Node> next(String segment) {
            return Stream.concat(
                    Optional.ofNullable(literals.get(segment)).stream(),
                    segment.isEmpty() ? Stream.empty() : variable.stream());
        }
    }
}
