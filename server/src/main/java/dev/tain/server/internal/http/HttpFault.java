package dev.tain.server.internal.http;

import java.util.Collection;
import java.util.stream.Collectors;

/** A request fails before any operation sees it. Each API tells it in its own shape. */
public final class HttpFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        NOT_HTTP,
        ROUTE_UNKNOWN,
        /** The path has nothing between two of its slashes. */
        NAME_EMPTY,
        VERB_WRONG,
        ADDRESS_MALFORMED,
        UNAUTHENTICATED,
        FOREIGN_PAGE,
        BODY_TOO_LARGE,
        BODY_UNREADABLE,
        /** The client asks too much. */
        LIMITED,
        STOPPING
    }

    private final Reason reason;
    private final String allowed;
    private final long retrySeconds;

    private HttpFault(Reason reason, String sentence, String allowed, long retrySeconds) {
        super(sentence);
        this.reason = reason;
        this.allowed = allowed;
        this.retrySeconds = retrySeconds;
    }

    public HttpFault(Reason reason, String sentence) {
        this(reason, sentence, "", 0);
    }

    /** The path is known, but not with this verb. */
    static HttpFault verbWrong(Collection<Verb> known) {
        String allowed = known.stream().sorted().map(Verb::name).collect(Collectors.joining(", "));
        return new HttpFault(Reason.VERB_WRONG, "Method Not Allowed", allowed, 0);
    }

    /** @param retrySeconds when another try may be let in */
    static HttpFault limited(String sentence, long retrySeconds) {
        return new HttpFault(Reason.LIMITED, sentence, "", retrySeconds);
    }

    public Reason reason() {
        return reason;
    }

    /** The verbs that the path has, with commas, where the verb was wrong; empty otherwise. */
    public String allowed() {
        return allowed;
    }

    /** After how many seconds to try again, where a limit was reached; 0 otherwise. */
    public long retrySeconds() {
        return retrySeconds;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
