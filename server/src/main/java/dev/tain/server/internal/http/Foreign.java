package dev.tain.server.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells requests that a web page of another site makes from all others, by headers that browsers send and pages cannot
 * set. Clients that are no browsers send none of them.
 *
 * <p>{@code Sec-Fetch-Site} decides where it is. Browsers leave it out where the page's own address is neither
 * encrypted nor this machine; there {@code Origin} must be where the request went. Whoever owns a name can let it lead
 * to this machine and have a page of that name ask for itself. A password stops that; without one only addresses that
 * nobody else can own count as where the request went.
 */
final class Foreign {
    private static final List<String> OWN = List.of("same-origin", "none");

    /** Names and addresses of which nobody decides where they lead. */
    private static final Pattern FIXED_HOST =
            Pattern.compile("(?:(?:[^:]*\\.)?localhost|[0-9.]+|\\[[0-9a-f:.]+])(?::\\d+)?");

    private Foreign() {}

    static boolean is(Request request, boolean withoutPassword) {
        List<String> sites = request.headers().values("Sec-Fetch-Site");
        if (!sites.isEmpty()) {
            return !OWN.containsAll(sites);
        }
        return request.headers().values("Origin").stream()
                .anyMatch(origin -> !isOwn(request, origin.toLowerCase(Locale.ROOT), withoutPassword));
    }

    /** Whether a person follows a link or types an address, instead of a page asking by itself. */
    static boolean isVisit(Request request) {
        return request.verb() == Verb.GET
                && request.headers().values("Sec-Fetch-Mode").equals(List.of("navigate"))
                && request.headers().values("Sec-Fetch-Dest").equals(List.of("document"));
    }

    private static boolean isOwn(Request request, String origin, boolean withoutPassword) {
        int slashes = origin.indexOf("://");
        String from = slashes < 0 ? "" : origin.substring(slashes + "://".length());
        boolean same = has(request, "Host", from) || has(request, "X-Forwarded-Host", from);
        return same && (!withoutPassword || FIXED_HOST.matcher(from).matches());
    }

    private static boolean has(Request request, String header, String host) {
        return request.headers().values(header).stream().anyMatch(host::equalsIgnoreCase);
    }
}
