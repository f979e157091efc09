package dev.tain.server.internal.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The routes of one published API, all prefixes that they are found under, and the shape of its errors.
 *
 * @param prefixes each begins with a slash and ends with one
 * @param slashAtEnd whether a path may end with a slash that means nothing
 * @param errors the answer that tells a failure; never fails itself
 */
public record Family(
        List<String> prefixes, List<Route> routes, boolean slashAtEnd, Function<Throwable, Response> errors) {
    public Family {
        prefixes = List.copyOf(prefixes);
        routes = List.copyOf(routes);
    }

    /** What follows the prefix, when the path is one of this API's. */
    Optional<String> rest(String path) {
        return prefixes.stream()
                .filter(prefix -> path.startsWith(prefix) || prefix.equals(path + "/"))
                .map(prefix -> path.substring(Math.min(prefix.length(), path.length())))
                .findFirst();
    }

    /** The rest without what means nothing to this API. */
    String tidied(String rest) {
        return slashAtEnd && rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }
}
