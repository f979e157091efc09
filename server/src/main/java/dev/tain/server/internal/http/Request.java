package dev.tain.server.internal.http;

import java.util.List;

/**
 * One request as it came.
 *
 * @param path still percent-encoded, with its leading slash
 * @param query still percent-encoded, without the question mark; empty when there is none
 */
public record Request(Verb verb, String path, String query, Headers headers, Body body) {

    /** Where the client reached us, without a slash at the end; through a proxy, what that says. */
    public String origin() {
        boolean encrypted = List.of("https").equals(headers.values("X-Forwarded-Proto"));
        List<String> hosts = headers.values("Host");
        return (encrypted ? "https://" : "http://") + (hosts.size() == 1 ? hosts.getFirst() : "localhost");
    }

    /** All values of a header; its name in any case. */
    @FunctionalInterface
    public interface Headers {
        List<String> values(String name);
    }

    /** The body, read when it is asked for, so that who may not come in cannot make us read. */
    @FunctionalInterface
    public interface Body {
        /** @throws HttpFault {@code BODY_TOO_LARGE} or {@code BODY_UNREADABLE} */
        byte[] bytes();
    }
}
