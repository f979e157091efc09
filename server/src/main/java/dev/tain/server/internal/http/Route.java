package dev.tain.server.internal.http;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One operation's place: a verb and a path below the API's prefix, such as {@code peers/info/{peer_name}}. A segment is
 * a text, such as {@code mirrors:promote}, or a value, or a value with a text behind it: {@code {topic_name}:restore}.
 *
 * @param handler answers a request, given the path's values by their names
 */
public record Route(Verb verb, List<String> segments, BiFunction<Request, Map<String, String>, Response> handler) {
    public Route {
        segments = List.copyOf(segments);
    }

    public Route(Verb verb, String path, BiFunction<Request, Map<String, String>, Response> handler) {
        this(verb, List.of(path.split("/")), handler);
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    static String variable(String segment) {
        return segment.substring(1, segment.indexOf('}'));
    }

    /** What follows the value; empty for nothing. */
    static String suffix(String segment) {
        return segment.substring(segment.indexOf('}') + 1);
    }
}
