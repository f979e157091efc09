package dev.tain.server.internal.http;

import dev.tain.server.internal.http.HttpFault.Reason;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of an API's routes. A literal segment wins over a variable one, and more text behind a value over less. */
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
            throw nowhere(segments);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String pattern = route.segments().get(i);
            if (Route.isVariable(pattern)) {
                String given = segments.get(i);
                int end = given.length() - Route.suffix(pattern).length();
                values.put(Route.variable(pattern), given.substring(0, end));
            }
        }
        return route.handler().apply(request, values);
    }

    private HttpFault nowhere(List<String> segments) {
        Set<Verb> known = EnumSet.noneOf(Verb.class);
        root.collect(segments, 0, known);
        if (!known.isEmpty()) {
            return HttpFault.verbWrong(known);
        }
        boolean empty = segments.subList(0, segments.size() - 1).contains("");
        return new HttpFault(empty ? Reason.NAME_EMPTY : Reason.ROUTE_UNKNOWN, "Not Found");
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        /** By what follows the value, the longest first. */
        private final Map<String, Node> variables = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

        private final Map<Verb, Route> byVerb = new HashMap<>();

        Node child(String segment) {
            return Route.isVariable(segment)
                    ? variables.computeIfAbsent(Route.suffix(segment), _ -> new Node())
                    : literals.computeIfAbsent(segment, _ -> new Node());
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

        /** All verbs of the routes that the segments may mean. */
        void collect(List<String> segments, int from, Set<Verb> verbs) {
            if (from == segments.size()) {
                verbs.addAll(byVerb.keySet());
            } else {
                next(segments.get(from)).forEach(node -> node.collect(segments, from + 1, verbs));
            }
        }

        /** A value is never empty. */
        private Stream<Node> next(String segment) {
            return Stream.concat(
                    Optional.ofNullable(literals.get(segment)).stream(),
                    variables.entrySet().stream()
                            .filter(each -> segment.endsWith(each.getKey())
                                    && segment.length() > each.getKey().length())
                            .map(Map.Entry::getValue));
        }
    }
}
