package dev.tain.server.internal.http;

/** A request fails before any operation sees it. Each API tells it in its own shape. */
public final class HttpFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        NOT_HTTP,
        ROUTE_UNKNOWN,
        VERB_WRONG,
        ADDRESS_MALFORMED,
        UNAUTHENTICATED,
        FOREIGN_PAGE,
        BODY_TOO_LARGE,
        BODY_UNREADABLE,
        STOPPING
    }

    private final Reason reason;

    public HttpFault(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
